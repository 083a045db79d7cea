package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All of these commit. On one database for all classes, each would fail in the second class that runs them. */
@ShopDatabase
abstract class ShopTests {
    private Shop shop;

    @BeforeEach
    void open(DataSource database) {
        shop = new Shop(database);
    }

    @Test
    void an_address_is_registered_once() throws SQLException {
        shop.register("Ada", "ada@example.org");

        assertThrows(SQLException.class, () -> shop.register("Another Ada", "ada@example.org"));
    }

    @Test
    void what_is_in_stock_can_be_sold_and_no_more() throws SQLException {
        long grace = shop.register("Grace", "grace@example.org");
        shop.order(grace, "tea", 10);

        assertEquals(0, shop.stock("tea"));
        assertThrows(SQLException.class, () -> shop.order(grace, "tea", 1));
        assertEquals(0, shop.stock("tea"));
    }

    @Test
    void revenue_is_what_was_sold() throws SQLException {
        shop.order(shop.register("Barbara", "barbara@example.org"), "coffee", 2);

        assertEquals(new BigDecimal("19.80"), shop.revenue("coffee"));
    }

    @Test
    void invoices_are_numbered() throws SQLException {
        long hedy = shop.register("Hedy", "hedy@example.org");
        long first = shop.order(hedy, "cocoa", 1);

        assertEquals(first + 1, shop.order(hedy, "cocoa", 1));
        assertEquals(8, shop.stock("cocoa"));
    }
}
