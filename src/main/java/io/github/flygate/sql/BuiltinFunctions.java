package io.github.flygate.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** PostgreSQL's own functions, and those of the extensions that make identifiers, with their volatility. */
final class BuiltinFunctions {
    private static final String NO_PARENTHESES = " current_catalog current_date current_role current_schema"
            + " current_time current_timestamp current_user localtime localtimestamp session_user system_user user ";

    /** Written like functions, read by the grammar itself. */
    private static final String SYNTAX = " array cast coalesce collate extract greatest grouping least normalize nullif"
            + " overlay position row substring treat trim xmlconcat xmlelement xmlexists xmlforest xmlparse xmlpi"
            + " xmlroot xmlserialize json_array json_object json_scalar json_query json_value json_exists"
            + " json_serialize json merge_action exists any all some in ";

    private static final String EXTENSION_VOLATILE =
            " uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 gen_random_uuid gen_random_bytes gen_salt uuidv7"
                    + " uuid_generate_v7 ";
    private static final String EXTENSION_IMMUTABLE = " uuid_generate_v3 uuid_generate_v5 uuid_nil uuid_ns_url ";

    private BuiltinFunctions() {}

    /** {@code immutable}, {@code stable}, {@code volatile}; {@code unknown} for everybody else's functions. */
    static String volatility(Name function) {
        String word = " " + function.name() + " ";
        if (EXTENSION_VOLATILE.contains(word)) {
            return "volatile";
        }
        if (EXTENSION_IMMUTABLE.contains(word)) {
            return "immutable";
        }
        if (!function.schema().isEmpty() && !function.schema().equals("pg_catalog")) {
            return "unknown";
        }
        if (SYNTAX.contains(word)) {
            return function.name().equals("extract") ? "stable" : "immutable";
        }
        return isKeywordFunction(function.name()) ? "stable" : Table.BY_NAME.getOrDefault(function.name(), "unknown");
    }

    static boolean isKeywordFunction(String word) {
        return NO_PARENTHESES.contains(" " + word + " ");
    }

    /** Read when the first function is met, not when the first statement is. */
    private static final class Table {
        static final Map<String, String> BY_NAME = load();

        private static Map<String, String> load() {
            Map<String, String> byName = new HashMap<>();
            try (InputStream in = BuiltinFunctions.class.getResourceAsStream("builtin-functions.txt")) {
                if (in == null) {
                    throw new IllegalStateException("builtin-functions.txt is missing from the jar");
                }
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
                    int colon = line.indexOf(':');
                    for (String name : line.substring(colon + 1).trim().split(" ", -1)) {
                        byName.put(name, line.substring(0, colon));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Map.copyOf(byName);
        }
    }
}
