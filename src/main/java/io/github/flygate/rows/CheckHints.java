package io.github.flygate.rows;

import io.github.flygate.rows.RowSchema.Based;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values worth a try for a column of a CHECK, read off its text: its constants and what lies around them. Nothing is
 * concluded from them; the server says which of them pass.
 */
final class CheckHints {
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.$])\\d+(?:\\.\\d+)?(?![\\w.])");
    private static final int MOST = 30;

    private final Based based;
    private final String n;
    private final String expression;
    private final List<String> texts = new ArrayList<>();
    private final List<String> numbers = new ArrayList<>();
    private final Set<String> values = new LinkedHashSet<>();

    private CheckHints(Based based, String expression, String n) {
        this.based = based;
        this.expression = expression;
        this.n = n;
        for (String part : SqlText.parts(expression)) {
            if (part.startsWith("'")) {
                String text = part.substring(1, part.length() - 1).replace("''", "'");
                texts.add(text);
                // A negative or big number is printed in quotes.
                if (text.matches("-?\\d+(\\.\\d+)?")) {
                    numbers.add(text);
                }
            } else if (!part.startsWith("\"")) {
                Matcher number = NUMBER.matcher(part);
                while (number.find()) {
                    numbers.add(number.group());
                }
            }
        }
    }

    static List<String> of(Based based, String expression, String n) {
        if (based.type().isEmpty()) {
            return List.of();
        }
        CheckHints hints = new CheckHints(based, expression, n);
        RowType type = based.type().get();
        hints.collect(type);
        return hints.values.stream()
                .limit(MOST)
                .map(value -> PlainValues.cast(value, based.name()))
                .toList();
    }

    private void collect(RowType type) {
        if (type.array()) {
            arrays();
        } else if (type.kind() == 'e') {
            List<String> named = type.labels().stream()
                    .filter(texts::contains)
                    .map(SqlText::literal)
                    .toList();
            oneAfterTheOther(named);
            type.labels().forEach(label -> values.add(SqlText.literal(label)));
        } else if (type.kind() == 'b') {
            switch (type.bareName()) {
                case "text", "varchar", "bpchar", "citext", "name" -> texts();
                case "int2", "int4", "int8", "numeric", "float4", "float8" -> numbers(type.bareName());
                case "money" -> numbers("int8");
                case "date", "timestamp", "timestamptz" -> moments();
                case "json", "jsonb" -> documents();
                case "bool" -> values.addAll(List.of("true", "false"));
                case "bytea" ->
                    lengths().forEach(k -> values.add("decode(lpad(to_hex(" + n + "), " + 2 * k + ", '0'), 'hex')"));
                case "interval" ->
                    texts.stream()
                            .filter(text -> text.matches("[-\\d][\\w :.-]*"))
                            .map(SqlText::literal)
                            .forEach(values::add);
                default -> {
                    // No idea.
                }
            }
        }
    }

    /** All of them in turn, for rows that differ, then each. */
    private void oneAfterTheOther(List<String> literals) {
        if (literals.size() > 1) {
            values.add("(ARRAY[" + String.join(", ", literals) + "])[(" + n + " - 1) % " + literals.size() + " + 1]");
        }
        values.addAll(literals);
    }

    private void texts() {
        boolean like = expression.contains("~~");
        boolean regex = expression.replace("~~", "").contains("~");
        if (regex) {
            texts.forEach(text -> RegexText.of(text, n).ifPresent(values::add));
        }
        if (like) {
            texts.stream().filter(text -> text.indexOf('\\') < 0).forEach(text -> values.add(likeText(text)));
        }
        if (texts.stream().anyMatch(text -> text.contains("@"))) {
            values.add("'v' || " + n + " || '@example.com'");
        }
        if (texts.stream().anyMatch(text -> text.contains("http") || text.contains("://"))) {
            values.add("'https://example.com/v' || " + n);
        }
        oneAfterTheOther(texts.stream()
                .filter(text -> !text.isEmpty())
                .limit(20)
                .map(SqlText::literal)
                .toList());
        for (long length : lengths()) {
            values.add("rpad('v' || " + n + ", " + length + ", 'x')");
            values.add("lpad((" + n + ")::text, " + length + ", '0')");
        }
        values.add("upper('v' || " + n + ")");
        values.add("translate((" + n + ")::text, '0123456789', 'abcdefghij')");
        values.add("translate((" + n + ")::text, '0123456789', 'ABCDEFGHIJ')");
        values.add("(" + n + ")::text");
    }

    private String likeText(String pattern) {
        String one = SqlText.literal(
                pattern.replace("_", "x").replaceFirst("%", "\u0000").replace("%", "x"));
        return one.replace("\u0000", "' || 'v' || " + n + " || '");
    }

    /** Lengths that the check may ask for: its small numbers and their neighbours. */
    private List<Long> lengths() {
        Set<Long> lengths = new LinkedHashSet<>();
        for (String number : numbers) {
            if (number.matches("\\d{1,4}")) {
                long length = Long.parseLong(number);
                for (long near : new long[] {length, length - 1, length + 1}) {
                    if (near > 0) {
                        lengths.add(near);
                    }
                }
            }
        }
        return lengths.stream().limit(9).toList();
    }

    private void numbers(String type) {
        boolean whole = type.startsWith("int");
        List<String> usable = numbers.stream()
                .filter(number -> !whole || number.matches("-?\\d{1,18}"))
                .distinct()
                .limit(20)
                .toList();
        if (usable.size() == 2 && whole) {
            long low = Math.min(Long.parseLong(usable.get(0)), Long.parseLong(usable.get(1)));
            long high = Math.max(Long.parseLong(usable.get(0)), Long.parseLong(usable.get(1)));
            values.add(low + " + (" + n + " - 1) % " + Math.max(1, high - low + 1));
        } else if (usable.size() == 2) {
            values.add(usable.get(0) + " + (" + usable.get(1) + " - " + usable.get(0) + ") * (" + n + " % 97) / 97.0");
        }
        oneAfterTheOther(usable.stream().map(number -> "(" + number + ")").toList());
        for (String number : usable) {
            values.add(number + " + " + n);
            values.add(number + " + 1");
            values.add(number + " - 1");
            values.add(number + " - " + n);
        }
        values.add("-(" + n + ")");
        // For a check between two columns.
        values.add(n + " + 1");
        values.add(n + " * " + n + " + 1000");
    }

    private void moments() {
        String minutes = n + " * interval '1 minute'";
        for (String text : texts) {
            if (text.matches(
                    "\\d{4}-\\d\\d-\\d\\d([ T]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?)?([+-]\\d\\d(:\\d\\d)?)?( BC)?")) {
                String moment = SqlText.literal(text) + "::timestamptz";
                values.add(moment + " + " + minutes);
                values.add(moment + " - " + minutes);
                values.add(moment);
            }
        }
        String based2024 = "timestamp '2024-01-01 00:00:00'";
        String zone = based.type().isPresent() && based.type().get().bareName().equals("timestamptz")
                ? " AT TIME ZONE 'UTC'"
                : "";
        values.add("(timestamp '2199-01-01 00:00:00' + " + minutes + ")" + zone);
        values.add("(timestamp '2000-01-01 00:00:00' + " + minutes + ")" + zone);
        values.add("(" + based2024 + " + interval '2 days' + " + n + " * interval '1 day')" + zone);
        values.add("date_trunc('month', " + based2024 + " + " + n + " * interval '31 days')" + zone);
        values.add("date_trunc('day', " + based2024 + " + " + n + " * interval '1 day')" + zone);
        // These alone differ from day to day, for checks that nothing else passes.
        values.add("now() + interval '1 day' + " + minutes);
        values.add("now() - interval '1 day' - " + minutes);
    }

    private void documents() {
        for (String key : texts.stream().distinct().limit(4).toList()) {
            for (String text : texts.stream().distinct().limit(4).toList()) {
                if (!key.equals(text) || texts.size() == 1) {
                    values.add("jsonb_build_object(" + SqlText.literal(key) + ", " + SqlText.literal(text) + ")");
                }
            }
            values.add("jsonb_build_object(" + SqlText.literal(key) + ", " + n + ")");
        }
        values.add("'{}'");
        values.add("'[]'");
        values.add("'[' || " + n + " || ']'");
        values.add("'\"v' || " + n + " || '\"'");
        values.add("(" + n + ")::text");
    }

    private void arrays() {
        if (!texts.isEmpty()) {
            values.add("ARRAY["
                    + String.join(
                            ", ", texts.stream().limit(20).map(SqlText::literal).toList()) + "]");
            texts.stream().limit(10).forEach(text -> values.add("ARRAY[" + SqlText.literal(text) + "]"));
        }
        for (long length : lengths()) {
            if (length <= 64) {
                values.add("string_to_array(rtrim(repeat(" + n + " || ',', " + length + "), ','), ',')");
            }
        }
        values.add("'{}'");
    }
}
