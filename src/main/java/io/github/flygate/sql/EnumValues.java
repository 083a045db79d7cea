package io.github.flygate.sql;

import io.github.flygate.fact.Fact;
import io.github.flygate.fact.UseEnumValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds strings that are values of an enum which the open transaction has added. */
final class EnumValues {
    /** Kinds in which a string is a value of a column, or is compared with one. */
    private static final Set<String> WITH_VALUES = Set.of(
            "alter_table",
            "create_index",
            "create_materialized_view",
            "create_table",
            "create_table_as",
            "create_view",
            "delete",
            "insert",
            "merge",
            "select",
            "update");

    private EnumValues() {}

    static List<Fact> used(String kind, List<Token> tokens, Map<String, String> added) {
        if (added.isEmpty() || !WITH_VALUES.contains(kind)) {
            return List.of();
        }
        Set<Fact> used = new LinkedHashSet<>();
        for (Token token : tokens) {
            String type = token.kind() == Token.Kind.STRING ? added.get(token.text()) : null;
            if (type != null) {
                used.add(new UseEnumValue(type, token.text()));
            }
        }
        return List.copyOf(used);
    }
}
