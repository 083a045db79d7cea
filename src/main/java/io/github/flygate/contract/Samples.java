package io.github.flygate.contract;

import java.util.Locale;

/** A value of a type, for a parameter or argument of which nothing else is known. */
final class Samples {
    private Samples() {}

    /**
     * The value as SQL; null of that type where none is known.
     *
     * @param type as {@code format_type} prints it
     */
    static String of(String type) {
        String bare = type.replaceAll("\\(.*?\\)", "").toLowerCase(Locale.ROOT);
        String text = switch (bare) {
            case "smallint", "integer", "bigint", "numeric", "real", "double precision", "oid", "money" -> "1";
            case "text", "character varying", "character", "citext", "name", "bytea", "\"char\"" -> "a";
            case "boolean" -> "true";
            case "uuid" -> "00000000-0000-0000-0000-000000000001";
            case "date", "timestamp without time zone", "timestamp with time zone" -> "2020-01-01";
            case "time without time zone", "time with time zone" -> "12:00";
            case "interval" -> "1 day";
            case "json", "jsonb" -> "{}";
            case "inet", "cidr" -> "10.0.0.1";
            default -> bare.endsWith("[]") ? "{}" : "";
        };
        return text.isEmpty() ? nothing(type) : "'" + text + "'::" + concrete(type);
    }

    /** Null of that type. */
    static String nothing(String type) {
        return "null::" + concrete(type);
    }

    /** Any type will do for a polymorphic one. */
    private static String concrete(String type) {
        return switch (type) {
            case "anyelement", "anynonarray", "anycompatible", "anycompatiblenonarray" -> "integer";
            case "anyarray", "anycompatiblearray" -> "integer[]";
            case "anyrange", "anycompatiblerange" -> "int4range";
            case "anymultirange", "anycompatiblemultirange" -> "int4multirange";
            default -> type;
        };
    }
}
