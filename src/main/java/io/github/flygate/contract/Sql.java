package io.github.flygate.contract;

import java.util.Collection;
import java.util.stream.Collectors;

/** Names and values as SQL: all of them come from a pull request. */
final class Sql {
    private Sql() {}

    static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    static String identifiers(Collection<String> names) {
        return names.stream().map(Sql::identifier).collect(Collectors.joining(", "));
    }

    /** Whatever {@code standard_conforming_strings} is. */
    static String literal(String text) {
        String quoted = "'" + text.replace("'", "''").replace("\\", "\\\\") + "'";
        return text.indexOf('\\') < 0 ? quoted : " E" + quoted;
    }
}
