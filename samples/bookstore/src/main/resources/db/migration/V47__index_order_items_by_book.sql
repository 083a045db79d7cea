CREATE INDEX CONCURRENTLY order_items_book_id_idx ON shop.order_items (book_id);
