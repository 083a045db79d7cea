package io.github.flygate.rows;

import io.github.flygate.rows.RowSchema.Based;
import io.github.flygate.rows.RowType.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ordinary value number n of a type, as an expression in n: the same in every column of the type, and as many different
 * ones as the type has room for.
 */
final class PlainValues {
    private static final int DEEPEST = 8;
    private static final String MOMENT = "timestamp '2024-01-01 00:00:00' + %s * interval '1 minute'";

    private final RowSchema schema;

    PlainValues(RowSchema schema) {
        this.schema = schema;
    }

    /**
     * An expression of the type, domains taken away; empty when no value is known.
     *
     * @param n an expression of type bigint, from 1
     */
    Optional<String> value(Based type, String n) {
        return value(type, n, 0).map(value -> cast(value, type.name()));
    }

    static String cast(String value, String type) {
        return "(" + value + ")::" + type;
    }

    private Optional<String> value(Based based, String n, int depth) {
        if (based.type().isEmpty() || depth > DEEPEST) {
            return Optional.empty();
        }
        RowType type = based.type().get();
        if (type.array()) {
            Based element = schema.base(type.element(), based.typmod(), elementName(type));
            return value(element, n, depth + 1).map(value -> "ARRAY[" + value + "]");
        }
        return switch (type.kind()) {
            case 'e' -> label(type, n);
            case 'c' -> row(type, n, depth);
            case 'r' -> range(type, n, depth);
            case 'm' -> {
                RowType range = schema.types().get(type.element());
                yield range == null ? Optional.empty() : range(range, n, depth).map(value -> call(type, value));
            }
            default -> Optional.of(plain(type.bareName(), based.typmod(), n));
        };
    }

    private String elementName(RowType array) {
        RowType element = schema.types().get(array.element());
        return element == null ? "" : element.name();
    }

    private static Optional<String> label(RowType type, String n) {
        if (type.labels().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                "(" + labels(type) + ")[(" + n + " - 1) % " + type.labels().size() + " + 1]");
    }

    static String labels(RowType type) {
        return "ARRAY["
                + String.join(", ", type.labels().stream().map(SqlText::literal).toList()) + "]::" + type.name() + "[]";
    }

    private Optional<String> row(RowType type, String n, int depth) {
        List<String> fields = new ArrayList<>();
        for (Field field : type.fields()) {
            RowType fieldType = schema.types().get(field.typeOid());
            Based based = schema.base(field.typeOid(), field.typmod(), fieldType == null ? "" : fieldType.name());
            fields.add(value(based, n, depth + 1).orElse("NULL"));
        }
        return Optional.of("ROW(" + String.join(", ", fields) + ")::" + type.name());
    }

    /** Ranges of different numbers do not overlap, for the sake of exclusion constraints. */
    private Optional<String> range(RowType type, String n, int depth) {
        RowType bound = schema.types().get(type.element());
        if (bound == null) {
            return Optional.empty();
        }
        Based based = schema.base(bound.oid(), -1, bound.name());
        Optional<String> from = value(based, "(2 * " + n + ")", depth + 1);
        Optional<String> to = value(based, "(2 * " + n + " + 1)", depth + 1);
        return from.isEmpty() || to.isEmpty()
                ? Optional.empty()
                : Optional.of(call(type, cast(from.get(), bound.name()) + ", " + cast(to.get(), bound.name())));
    }

    private static String call(RowType type, String arguments) {
        return SqlText.quoted(type.schema()) + "." + SqlText.quoted(type.bareName()) + "(" + arguments + ")";
    }

    private static String plain(String type, int typmod, String n) {
        return switch (type) {
            case "bool" -> n + " % 2 = 0";
            case "int2" -> "(" + n + " - 1) % 32767 + 1";
            case "int4", "int8", "float4", "float8", "money" -> n;
            case "numeric" -> numeric(typmod, n);
            case "varchar", "bpchar" -> text(typmod - 4, n);
            case "char" -> "chr((65 + " + n + " % 26)::int)";
            case "uuid" -> "md5(" + n + "::text)";
            case "date" -> "date '2024-01-01' + (" + n + ")::int";
            case "timestamp" -> MOMENT.formatted(n);
            case "timestamptz" -> "(" + MOMENT.formatted(n) + ") AT TIME ZONE 'UTC'";
            case "time", "timetz" -> "time '00:00' + " + n + " * interval '1 minute'";
            case "interval" -> n + " * interval '1 minute'";
            case "json", "jsonb" -> "'{\"n\": ' || " + n + " || '}'";
            case "bytea" -> "decode(lpad(to_hex(" + n + "), 8, '0'), 'hex')";
            case "bit" -> "(" + n + ")::bit(" + Math.max(1, typmod) + ")";
            case "varbit" -> "(" + n + ")::bit(" + (typmod > 0 ? Math.min(typmod, 32) : 32) + ")";
            case "inet" -> "inet '10.0.0.0' + " + n;
            case "cidr" -> "set_masklen(inet '10.0.0.0' + " + n + ", 32)::cidr";
            default -> rare(type, typmod, n);
        };
    }

    private static String rare(String type, int typmod, String n) {
        return switch (type) {
            case "macaddr" -> "lpad(to_hex(" + n + "), 12, '0')";
            case "macaddr8" -> "lpad(to_hex(" + n + "), 16, '0')";
            case "xml" -> "'<v>' || " + n + " || '</v>'";
            case "point" -> "point(" + n + ", " + n + ")";
            case "lseg" -> "lseg(point(" + n + ", 0), point(" + n + ", 1))";
            case "line" -> "line(point(" + n + ", 0), point(" + n + ", 1))";
            case "box" -> "box(point(" + n + ", 0), point(" + n + " + 0.5, 1))";
            case "path" -> "path(polygon(box(point(" + n + ", 0), point(" + n + " + 0.5, 1))))";
            case "polygon" -> "polygon(box(point(" + n + ", 0), point(" + n + " + 0.5, 1)))";
            case "circle" -> "circle(point(" + n + ", 0), 0.25)";
            case "oid", "xid", "xid8", "cid", "int2vector", "oidvector" -> n + "::text";
            case "regclass", "regtype", "regproc", "regoper", "regrole", "regnamespace" -> "'0'";
            case "regprocedure", "regoperator", "regconfig", "regdictionary", "regcollation" -> "'0'";
            case "tid" -> "'(0,' || " + n + " % 60000 || ')'";
            case "pg_lsn" -> "'0/' || to_hex(" + n + ")";
            case "txid_snapshot", "pg_snapshot" -> n + " || ':' || " + n + " || ':'";
            case "jsonpath" -> "'$.v' || " + n;
            case "hstore" -> "'n=>' || " + n;
            case "geometry", "geography" -> "'POINT(' || " + n + " % 90 || ' ' || " + n + " % 90 || ')'";
            case "vector", "halfvec" -> "'[' || repeat('1,', " + (Math.max(1, typmod) - 1) + ") || " + n + " || ']'";
            default -> "'v' || " + n;
        };
    }

    static int digits(int typmod) {
        return typmod < 4 ? 1000 : (typmod - 4) >> 16 & 0xffff;
    }

    /** Since PostgreSQL 15 it may be negative. */
    static int scale(int typmod) {
        return typmod < 4 ? 0 : ((typmod - 4 & 0x7ff) ^ 0x400) - 0x400;
    }

    private static String numeric(int typmod, String n) {
        int whole = digits(typmod) - scale(typmod);
        if (scale(typmod) < 0) {
            return n + " % 10 * 1e" + -scale(typmod);
        }
        if (whole > 18) {
            return n;
        }
        // Not 0, which many a check forbids.
        return whole <= 0
                ? "((" + n + " - 1) % 9 + 1) / 1e" + scale(typmod)
                : "(" + n + " - 1) % " + (pow(whole) - 1) + " + 1";
    }

    static long pow(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    /** A text of at most that many characters; from six on it is the same as without a limit. */
    static String text(int limit, String n) {
        if (limit < 1 || limit >= 6) {
            return "'v' || " + n;
        }
        StringBuilder letters = new StringBuilder();
        long weight = 1;
        for (int i = 0; i < limit; i++) {
            letters.insert(0, (i == limit - 1 ? "" : " || ") + "chr((65 + " + n + " / " + weight + " % 26)::int)");
            weight *= 26;
        }
        return letters.toString();
    }
}
