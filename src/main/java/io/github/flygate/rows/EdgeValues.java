package io.github.flygate.rows;

import io.github.flygate.rows.RowSchema.Based;
import java.util.ArrayList;
import java.util.List;

/** Values at the ends of what a type can hold, best ones first: they meet what a migration narrows. */
final class EdgeValues {
    private static final int LONGEST = 8_000;
    private static final int LONG = 320;

    private EdgeValues() {}

    /** Large and long ones, as expressions in n. */
    static List<String> large(Based based, String n) {
        List<String> values = new ArrayList<>();
        if (based.type().isEmpty()
                || based.type().get().array()
                || based.type().get().kind() != 'b') {
            return values;
        }
        int typmod = based.typmod();
        switch (based.type().get().bareName()) {
            case "int2" -> values.add("(" + n + " - 1) % 2767 + 30000");
            case "int4" -> values.add(n + " + 2000000000");
            case "int8" -> values.add(n + " + 5000000000");
            case "float4" -> values.add(n + " * 1e30");
            case "float8" -> values.add(n + " * 1e300");
            case "money" -> values.add(n + " + 5000000000");
            case "numeric" -> values.addAll(fullPrecision(typmod, n));
            case "text", "citext" -> values.add("rpad('v' || " + n + ", " + LONG + ", 'x')");
            case "varchar", "bpchar" -> {
                int limit = typmod < 4 ? LONG : Math.min(LONGEST, typmod - 4);
                if (limit >= 6) {
                    values.add("rpad('v' || " + n + ", " + limit + ", 'x')");
                }
            }
            case "timestamp" -> values.add(late(n));
            case "timestamptz" -> values.add("(" + late(n) + ") AT TIME ZONE 'UTC'");
            case "date" -> values.add("date '2199-01-01' + (" + n + " % 300)::int");
            case "time" -> values.add("time '23:59:59.999999' - " + n + " % 1000 * interval '1 microsecond'");
            case "interval" -> values.add(n + " * interval '1 day 1.000001 seconds'");
            case "bytea" -> values.add("decode(rpad(lpad(to_hex(" + n + "), 8, '0'), 640, 'f'), 'hex')");
            case "json", "jsonb" -> values.add("'{\"n\": ' || " + n + " || ', \"a\": [1, null, \"x\"]}'");
            default -> {
                // The plain value is as wide as any.
            }
        }
        return values.stream()
                .map(value -> PlainValues.cast(value, based.name()))
                .toList();
    }

    private static String late(String n) {
        return "timestamp '2199-01-01 00:00:00.123456' + " + n + " * interval '1 minute'";
    }

    private static List<String> fullPrecision(int typmod, String n) {
        if (typmod < 4) {
            return List.of(n + " + 123456789012345678.123456789");
        }
        int scale = PlainValues.scale(typmod);
        int whole = PlainValues.digits(typmod) - scale;
        if (scale < 0 || whole > 30) {
            return List.of();
        }
        String highest = "9".repeat(Math.max(0, whole)) + "." + "9".repeat(scale);
        String step = whole > 6 ? n : "0";
        return List.of((whole <= 0 ? "0" + highest : highest) + " - " + step);
    }

    /** The smallest, the negative, the zero and the empty ones, best ones first. */
    static List<String> low(Based based) {
        if (based.type().isEmpty()) {
            return List.of();
        }
        RowType type = based.type().get();
        List<String> values = switch (type.array() ? "" : type.bareName()) {
            case "int2" -> List.of("-32768", "-1", "0", "1");
            case "int4" -> List.of("-2147483648", "-1", "0", "1");
            case "int8" -> List.of("-9223372036854775808", "-1", "0", "1");
            case "float4", "float8" -> List.of("'-Infinity'", "-1", "0", "1");
            case "numeric" -> lowNumeric(based.typmod());
            case "money" -> List.of("-1", "0", "1");
            case "text", "varchar", "citext" -> List.of("''", "' '", "'a'");
            case "bpchar" -> List.of("''", "'a'");
            case "bool" -> List.of("false");
            case "date", "timestamp", "timestamptz" -> List.of("'-infinity'", "'0001-01-01'", "'1970-01-01'", "now()");
            case "time" -> List.of("'00:00'");
            case "interval" -> List.of("'-1 day'", "'0'", "'1 microsecond'");
            case "json", "jsonb" -> List.of("'null'", "'{}'", "'[]'");
            case "bytea", "hstore", "tsvector" -> List.of("''");
            case "varbit" -> List.of("''");
            case "uuid" -> List.of("'00000000-0000-0000-0000-000000000000'");
            case "inet" -> List.of("'0.0.0.0'");
            default -> type.array() ? List.of("'{}'") : List.of();
        };
        if (type.kind() == 'e' && !type.labels().isEmpty()) {
            values = List.of(SqlText.literal(type.labels().get(0)));
        } else if (type.kind() == 'r') {
            values = List.of("'empty'");
        } else if (type.kind() == 'm') {
            values = List.of("'{}'");
        }
        return values.stream()
                .map(value -> PlainValues.cast(value, based.name()))
                .toList();
    }

    private static List<String> lowNumeric(int typmod) {
        int scale = PlainValues.scale(typmod);
        int whole = PlainValues.digits(typmod) - scale;
        if (typmod < 4) {
            return List.of("-123456789012345678.123456789", "-1", "0", "0.01", "1");
        }
        if (scale < 0 || whole <= 0 || whole > 30) {
            return List.of("0");
        }
        String least = "-" + "9".repeat(whole) + "." + "9".repeat(scale);
        return List.of(least, "-1", "0", scale > 0 ? "1e-" + scale : "1", "1");
    }
}
