package io.github.flygate.sql;

import java.util.List;
import java.util.Map;

/** Type names as {@code format_type} prints them, for PostgreSQL's own types; others as written. */
final class TypeNames {
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("int", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("int2", "smallint"),
            Map.entry("bool", "boolean"),
            Map.entry("decimal", "numeric"),
            Map.entry("dec", "numeric"),
            Map.entry("float", "double precision"),
            Map.entry("float8", "double precision"),
            Map.entry("float4", "real"),
            Map.entry("varchar", "character varying"),
            Map.entry("char varying", "character varying"),
            Map.entry("national character", "character"),
            Map.entry("national char", "character"),
            Map.entry("nchar", "character"),
            Map.entry("char", "character"),
            Map.entry("bpchar", "bpchar"),
            Map.entry("varbit", "bit varying"),
            Map.entry("timestamp", "timestamp without time zone"),
            Map.entry("timestamptz", "timestamp with time zone"),
            Map.entry("time", "time without time zone"),
            Map.entry("timetz", "time with time zone"),
            Map.entry("serial", "integer"),
            Map.entry("serial4", "integer"),
            Map.entry("bigserial", "bigint"),
            Map.entry("serial8", "bigint"),
            Map.entry("smallserial", "smallint"),
            Map.entry("serial2", "smallint"));

    private TypeNames() {}

    /**
     * A type as read.
     *
     * @param name normalised, with modifiers and array brackets
     * @param serial one of the serial pseudo types
     */
    record Type(String name, boolean serial) {}

    /** Reads a type at the cursor and passes it. */
    static Type read(Cursor cursor) {
        cursor.eat("setof");
        String base = base(cursor);
        String modifier = cursor.is("(") ? "(" + compact(cursor.parenthesised()) + ")" : "";
        String zone = "";
        if (cursor.eat("with", "time", "zone")) {
            zone = " with time zone";
        } else if (cursor.eat("without", "time", "zone")) {
            zone = " without time zone";
        }
        boolean serial = base.endsWith("serial") || base.matches("serial[248]");
        StringBuilder name = new StringBuilder(normalise(base, modifier, zone));
        if (cursor.eat("array")) {
            name.append("[]");
            skipBounds(cursor, new StringBuilder());
        }
        skipBounds(cursor, name);
        return new Type(name.toString(), serial);
    }

    private static String base(Cursor cursor) {
        if (cursor.is("double", "precision")) {
            cursor.eat("double", "precision");
            return "double precision";
        }
        if (cursor.eat("national")) {
            return "national " + cursor.next().text() + varying(cursor);
        }
        if (cursor.is("interval")) {
            cursor.next();
            StringBuilder fields = new StringBuilder("interval");
            while (cursor.is("year")
                    || cursor.is("month")
                    || cursor.is("day")
                    || cursor.is("hour")
                    || cursor.is("minute")
                    || cursor.is("second")
                    || cursor.is("to")) {
                fields.append(' ').append(cursor.next().text());
            }
            return fields.toString();
        }
        Name name = cursor.name();
        boolean plain = name.schema().isEmpty() || name.schema().equals("pg_catalog");
        return plain ? name.name() + varying(cursor) : name.toString();
    }

    private static String varying(Cursor cursor) {
        return cursor.eat("varying") ? " varying" : "";
    }

    private static void skipBounds(Cursor cursor, StringBuilder name) {
        while (cursor.is("[")) {
            cursor.skip();
            name.append("[]");
        }
    }

    private static String normalise(String base, String modifier, String zone) {
        if (!zone.isEmpty()) {
            return base + modifier + zone;
        }
        String alias = ALIASES.getOrDefault(base, base);
        if (base.equals("float") && !modifier.isEmpty()) {
            // float(1) to float(24) are real, up to float(53) double precision.
            boolean single = modifier.length() == 3 || (modifier.length() == 4 && modifier.compareTo("(25)") < 0);
            return single ? "real" : "double precision";
        }
        if ((alias.equals("character") || alias.equals("bit")) && modifier.isEmpty()) {
            return alias + "(1)";
        }
        int space = alias.startsWith("time") ? alias.indexOf(' ') : -1;
        if (space > 0) {
            return alias.substring(0, space) + modifier + alias.substring(space);
        }
        return alias
                + (alias.equals("numeric") && !modifier.isEmpty() && !modifier.contains(",")
                        ? modifier.replace(")", ",0)")
                        : modifier);
    }

    private static String compact(List<Token> tokens) {
        StringBuilder out = new StringBuilder();
        tokens.forEach(token -> out.append(token.canonical()));
        return out.toString();
    }
}
