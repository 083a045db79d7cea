package db.migration;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/** Makes the ids of order items, and every column that refers to them, bigint before the sequence runs out. */
public final class V51__WidenOrderItemIds extends BaseJavaMigration {
    private static final String REFERRING_COLUMNS = """
            SELECT format('%I.%I', n.nspname, t.relname) AS relation, quote_ident(a.attname) AS column_name
            FROM pg_constraint c
            JOIN pg_class t ON t.oid = c.conrelid
            JOIN pg_namespace n ON n.oid = t.relnamespace
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (c.conkey)
            WHERE c.contype = 'f' AND c.confrelid = 'shop.order_items'::regclass
            ORDER BY 1, 2
            """;

    private record Column(String relation, String name) {}

    @Override
    public void migrate(Context context) throws SQLException {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("shop.order_items", "id"));
        try (PreparedStatement referring = context.getConnection().prepareStatement(REFERRING_COLUMNS);
                ResultSet rows = referring.executeQuery()) {
            while (rows.next()) {
                columns.add(new Column(rows.getString("relation"), rows.getString("column_name")));
            }
        }
        try (Statement alter = context.getConnection().createStatement()) {
            for (Column column : columns) {
                alter.execute(
                        "ALTER TABLE " + column.relation() + " ALTER COLUMN " + column.name() + " TYPE bigint");
            }
            alter.execute("ALTER SEQUENCE shop.order_items_id_seq AS bigint");
        }
    }
}
