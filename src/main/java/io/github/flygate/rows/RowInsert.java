package io.github.flygate.rows;

import io.github.flygate.rows.RowTable.Column;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The INSERT of one row. */
final class RowInsert {
    private RowInsert() {}

    static String of(RowTable table, List<Assignment> values) {
        if (values.isEmpty()) {
            return "INSERT INTO " + table.quoted() + " DEFAULT VALUES";
        }
        Set<String> always = table.columns().stream()
                .filter(column -> column.identity().equals("a"))
                .map(Column::name)
                .collect(Collectors.toSet());
        boolean overriding = values.stream().map(Assignment::column).anyMatch(always::contains);
        return "INSERT INTO " + table.quoted() + " ("
                + values.stream().map(value -> SqlText.quoted(value.column())).collect(Collectors.joining(", "))
                + ")" + (overriding ? " OVERRIDING SYSTEM VALUE" : "") + " VALUES ("
                + values.stream().map(Assignment::literal).collect(Collectors.joining(", ")) + ")";
    }
}
