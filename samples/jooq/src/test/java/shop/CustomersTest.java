package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import shop.database.Tables;

class CustomersTest {
    @Test
    void buyers_are_found_by_what_they_ordered() {
        String sql = new Customers(DSL.using(SQLDialect.POSTGRES)).buyers("tea").getSQL();

        assertTrue(sql.contains("join \"order_item\""), sql);
    }

    @Test
    void the_classes_know_what_the_migrations_made() {
        assertEquals("invoice", Tables.ORDERS.INVOICE.getName());
        assertEquals("total", Tables.REVENUE.TOTAL.getName());
    }
}
