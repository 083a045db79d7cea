DROP TABLE shop.legacy_orders;
DROP TABLE shop.legacy_books;

ALTER TABLE shop.books DROP COLUMN legacy_number;
