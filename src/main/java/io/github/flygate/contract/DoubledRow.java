package io.github.flygate.contract;

import io.github.flygate.catalog.Catalog;
import io.github.flygate.catalog.Catalog.Column;
import io.github.flygate.catalog.Catalog.Relation;
import io.github.flygate.snapshot.Database.Login;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** A second row like one that is there, apart from the columns that number themselves. Made and removed by the owner. */
final class DoubledRow {
    private final Login owner;
    private final String table;
    private final String place;

    private DoubledRow(Login owner, String table, String place) {
        this.owner = owner;
        this.table = table;
        this.place = place;
    }

    /** Empty where there is no row to copy, or the table refuses it. */
    static Optional<DoubledRow> in(String table, Catalog catalog, Login owner) {
        Optional<Relation> relation = catalog.relations().values().stream()
                .filter(one -> Recovery.quoted(one.name()).equals(table))
                .findFirst();
        String columns = relation.stream()
                .flatMap(one -> one.columns().values().stream())
                .filter(column -> column.generated().isEmpty()
                        && column.identity().isEmpty()
                        && !column.defaultExpression().startsWith("nextval("))
                .sorted(Comparator.comparingInt(Column::number))
                .map(column -> History.quoted(column.name()))
                .collect(Collectors.joining(", "));
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        try (Connection session = Sessions.owner(owner, "pg_catalog", "UTC");
                Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("insert into " + table + " (" + columns + ") select " + columns
                        + " from " + table + " limit 1 returning ctid::text")) {
            return row.next() ? Optional.of(new DoubledRow(owner, table, row.getString(1))) : Optional.empty();
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    void remove() throws SQLException {
        try (Connection session = Sessions.owner(owner, "pg_catalog", "UTC");
                Statement statement = session.createStatement()) {
            statement.execute("delete from " + table + " where ctid = '" + place + "'");
        }
    }
}
