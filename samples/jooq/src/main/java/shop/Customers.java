package shop;

import static shop.database.Tables.CUSTOMER;
import static shop.database.Tables.ORDERS;
import static shop.database.Tables.ORDER_ITEM;

import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.impl.DSL;

/** Written against the generated classes: a migration that drops one of these columns breaks the build. */
public final class Customers {
    private final DSLContext database;

    public Customers(DSLContext database) {
        this.database = database;
    }

    /** Who ordered a product, and how much of it. */
    public Query buyers(String sku) {
        return database.select(CUSTOMER.NAME, DSL.sum(ORDER_ITEM.AMOUNT))
                .from(CUSTOMER)
                .join(ORDERS)
                .on(ORDERS.CUSTOMER_ID.eq(CUSTOMER.ID))
                .join(ORDER_ITEM)
                .on(ORDER_ITEM.ORDER_ID.eq(ORDERS.ID))
                .where(ORDER_ITEM.SKU.eq(sku))
                .groupBy(CUSTOMER.NAME);
    }
}
