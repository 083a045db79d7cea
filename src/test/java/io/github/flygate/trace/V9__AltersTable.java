package io.github.flygate.trace;

import java.sql.PreparedStatement;
import java.sql.Statement;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/** A Java migration for tests. Its line numbers are what a test looks at. */
@SuppressWarnings("TypeName")
public class V9__AltersTable extends BaseJavaMigration {
    @Override
    public void migrate(Context context) throws Exception {
        try (Statement statement = context.getConnection().createStatement()) {
            statement.execute("alter table orders alter column id type bigint");
        }
        try (PreparedStatement statement =
                context.getConnection().prepareStatement("update orders set note = ? where id = 1")) {
            statement.setString(1, "x");
            statement.executeUpdate();
        }
    }
}
