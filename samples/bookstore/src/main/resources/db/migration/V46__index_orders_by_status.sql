-- SHOP-771: the back office's order list is slow.
CREATE INDEX orders_status_placed_at_idx ON shop.orders (status, placed_at DESC);
