-- Sunday night, the shop was in maintenance mode: this rewrites the table.
ALTER TABLE shop.order_items
    ADD COLUMN line_total numeric(12, 2) GENERATED ALWAYS AS (quantity * unit_price) STORED;
