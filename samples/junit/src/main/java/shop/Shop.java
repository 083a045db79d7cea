package shop;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What is tested: it commits. */
public final class Shop {
    private final DataSource database;

    public Shop(DataSource database) {
        this.database = database;
    }

    /** Returns the customer's id. */
    public long register(String name, String email) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return number(connection, "insert into customer (name, email) values (?, ?) returning id", name, email);
        }
    }

    /** Takes it from the stock and returns the number of the invoice. */
    public long order(long customer, String sku, int amount) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            number(connection, "update stock set amount = amount - ? where sku = ? returning amount", amount, sku);
            long order = number(connection, "insert into orders (customer_id) values (?) returning id", customer);
            number(
                    connection,
                    "insert into order_item (order_id, sku, amount) values (?, ?, ?) returning amount",
                    order,
                    sku,
                    amount);
            long invoice = number(connection, "select invoice from orders where id = ?", order);
            connection.commit();
            return invoice;
        }
    }

    public int stock(String sku) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return (int) number(connection, "select amount from stock where sku = ?", sku);
        }
    }

    public BigDecimal revenue(String sku) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select total from revenue where sku = ?")) {
            statement.setString(1, sku);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getBigDecimal(1);
            }
        }
    }

    private static long number(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
