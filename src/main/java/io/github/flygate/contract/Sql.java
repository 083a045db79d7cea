package io.github.flygate.contract;

import io.github.flygate.rows.SqlText;
import java.util.Collection;
import java.util.stream.Collectors;

/** Names and values as SQL: all of them come from a pull request. */
final class Sql {
    private Sql() {}

    static String identifier(String name) {
        return SqlText.quoted(name);
    }

    static String identifiers(Collection<String> names) {
        return names.stream().map(Sql::identifier).collect(Collectors.joining(", "));
    }

    /** Whatever {@code standard_conforming_strings} is. */
    static String literal(String text) {
        return SqlText.literal(text);
    }
}
