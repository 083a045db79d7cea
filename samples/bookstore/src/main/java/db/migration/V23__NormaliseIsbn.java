package db.migration;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/** Makes every ISBN of the catalogue thirteen digits without hyphens and blanks. */
public final class V23__NormaliseIsbn extends BaseJavaMigration {
    @Override
    public void migrate(Context context) throws SQLException {
        try (Statement select = context.getConnection().createStatement();
                ResultSet books = select.executeQuery("SELECT id, isbn FROM shop.books WHERE isbn IS NOT NULL ORDER BY id");
                PreparedStatement update =
                        context.getConnection().prepareStatement("UPDATE shop.books SET isbn = ? WHERE id = ?")) {
            while (books.next()) {
                String typed = books.getString("isbn");
                String isbn = thirteenDigits(typed);
                if (!isbn.equals(typed)) {
                    update.setString(1, isbn);
                    update.setInt(2, books.getInt("id"));
                    update.addBatch();
                }
            }
            update.executeBatch();
        }
    }

    private static String thirteenDigits(String typed) {
        String isbn = typed.replaceAll("[^0-9Xx]", "");
        return isbn.length() == 10 ? withCheckDigit("978" + isbn.substring(0, 9)) : isbn;
    }

    private static String withCheckDigit(String twelve) {
        int sum = 0;
        for (int i = 0; i < twelve.length(); i++) {
            sum += (i % 2 == 0 ? 1 : 3) * Character.digit(twelve.charAt(i), 10);
        }
        return twelve + (10 - sum % 10) % 10;
    }
}
