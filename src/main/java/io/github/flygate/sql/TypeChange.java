package io.github.flygate.sql;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Whether ALTER COLUMN … TYPE rewrites the table: the cases measured on PostgreSQL 12 to 18. */
final class TypeChange {
    private static final String VARCHAR = "character varying";
    private static final Set<String> UTC = Set.of("utc", "etc/utc", "uct", "etc/uct", "gmt", "zulu", "etc/zulu");

    /** Changes between types without modifiers that keep the stored form. */
    private static final Map<String, Set<String>> FREE = Map.of(
            "cidr",
            Set.of("inet"),
            "xml",
            Set.of("text", VARCHAR),
            "citext",
            Set.of("text", VARCHAR),
            "text",
            Set.of(VARCHAR, "citext"),
            VARCHAR,
            Set.of("text", "citext"),
            "integer",
            Set.of("oid"),
            "oid",
            Set.of("integer"));

    /** Types whose stored form the table above and the modifiers describe completely. */
    private static final Set<String> KNOWN = Set.of(
            "smallint",
            "integer",
            "bigint",
            "numeric",
            "real",
            "double precision",
            "text",
            VARCHAR,
            "character",
            "timestamp without time zone",
            "timestamp with time zone",
            "date",
            "time without time zone",
            "time with time zone",
            "interval",
            "json",
            "jsonb",
            "uuid",
            "boolean",
            "inet",
            "cidr",
            "bit",
            "bit varying",
            "bytea",
            "xml",
            "oid",
            "money");

    private TypeChange() {}

    /** {@code yes}, {@code no} or {@code unknown}. */
    static String rewrites(String from, String to, String column, List<Token> using, String timeZone) {
        if (!using.isEmpty() && !isCastOf(using, column)) {
            return isChainOfCasts(using, column) ? "unknown" : "yes";
        }
        if (from.isEmpty()) {
            return "unknown";
        }
        if (from.equals(to)) {
            return "no";
        }
        Parts old = Parts.of(from);
        Parts now = Parts.of(to);
        if ((!KNOWN.contains(old.base()) && !FREE.containsKey(old.base())) || old.array() != now.array()) {
            return "unknown";
        }
        if (!KNOWN.contains(now.base()) && !now.base().equals("citext")) {
            return "unknown";
        }
        if (old.array()) {
            return "yes";
        }
        return free(old, now, timeZone) ? "no" : "yes";
    }

    private static boolean free(Parts old, Parts now, String timeZone) {
        String from = old.base();
        String to = now.base();
        boolean sameZoneKind = from.startsWith("timestamp") && to.startsWith("timestamp") && !from.equals(to);
        if (sameZoneKind) {
            return UTC.contains(timeZone.toLowerCase(Locale.ROOT)) && old.widensTo(now, 6);
        }
        if (!from.equals(to)) {
            return FREE.getOrDefault(from, Set.of()).contains(to)
                    && now.modifier().isEmpty();
        }
        return switch (from) {
            case VARCHAR, "bit varying" -> now.modifier().isEmpty() || old.atMost(now);
            case "numeric" -> now.modifier().isEmpty() || (old.sameScale(now) && old.atMost(now));
            case "timestamp without time zone",
                    "timestamp with time zone",
                    "time without time zone",
                    "time with time zone",
                    "interval" -> old.widensTo(now, 6);
            default -> false;
        };
    }

    /** {@code c}, {@code c::type} and {@code CAST(c AS type)} are what the server does without USING. */
    private static boolean isCastOf(List<Token> using, String column) {
        List<Token> bare = Expressions.bare(using);
        if (bare.isEmpty()) {
            return false;
        }
        if (bare.get(0).is("cast") && bare.size() > 3) {
            return bare.get(2).text().equals(column) && bare.get(3).is("as");
        }
        boolean one = bare.stream().filter(token -> token.is("::")).count() <= 1;
        return one && isChainOfCasts(bare, column);
    }

    private static boolean isChainOfCasts(List<Token> using, String column) {
        List<Token> bare = Expressions.bare(using);
        if (bare.isEmpty() || !bare.get(0).isIdentifier() || !bare.get(0).text().equals(column)) {
            return false;
        }
        Cursor cursor = new Cursor(bare);
        cursor.next();
        try {
            while (cursor.eat("::")) {
                TypeNames.read(cursor);
            }
        } catch (Unreadable e) {
            return false;
        }
        return cursor.atEnd();
    }

    private record Parts(String base, String modifier, boolean array) {
        static Parts of(String type) {
            boolean array = type.endsWith("[]");
            String text = type.replace("[]", "");
            int open = text.indexOf('(');
            int close = text.indexOf(')');
            if (open < 0 || close < open) {
                return new Parts(text, "", array);
            }
            return new Parts(
                    text.substring(0, open) + text.substring(close + 1), text.substring(open + 1, close), array);
        }

        private int first(int ifNone) {
            try {
                return modifier.isEmpty() ? ifNone : Integer.parseInt(modifier.split(",", -1)[0]);
            } catch (NumberFormatException e) {
                return -1;
            }
        }

        boolean atMost(Parts other) {
            return !modifier.isEmpty() && first(0) >= 0 && first(0) <= other.first(0);
        }

        boolean widensTo(Parts other, int widest) {
            return first(widest) >= 0 && first(widest) <= other.first(widest);
        }

        boolean sameScale(Parts other) {
            int comma = modifier.indexOf(',');
            int otherComma = other.modifier.indexOf(',');
            return comma >= 0
                    && otherComma >= 0
                    && modifier.substring(comma).equals(other.modifier.substring(otherComma));
        }
    }
}
