package io.github.flygate.sql;

import io.github.flygate.fact.NewColumns;
import io.github.flygate.fact.TableFact;
import io.github.flygate.sql.Definitions.ColumnDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts the columns that a statement makes together by what can be said of all of them at once. */
final class NewColumnsReader {
    /** What columns have in common. */
    private record Group(String type, boolean key, String numbering) {}

    private NewColumnsReader() {}

    /** @param key columns of the primary key */
    static List<NewColumns> of(TableFact table, List<ColumnDefinition> columns, List<String> key) {
        Map<Group, List<String>> groups = new LinkedHashMap<>();
        if (!table.temporary() && !table.kind().equals("foreign table")) {
            for (ColumnDefinition column : columns) {
                boolean wholeKey = key.equals(List.of(column.name()));
                String numbering = column.serial() ? "serial" : column.autoIncrement() ? "identity" : "none";
                if (!column.type().isEmpty()) {
                    groups.computeIfAbsent(
                                    new Group(withoutModifier(column.type()), wholeKey, numbering),
                                    group -> new ArrayList<>())
                            .add(column.name());
                }
            }
        }
        return groups.entrySet().stream()
                .map(group -> new NewColumns(
                        table,
                        group.getValue().stream().sorted().collect(Collectors.joining(", ")),
                        group.getKey().type(),
                        group.getKey().key(),
                        group.getKey().numbering()))
                .toList();
    }

    private static String withoutModifier(String type) {
        return type.replaceAll("\\([^)]*\\)", "");
    }
}
