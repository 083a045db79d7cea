-- V23 has made all of them thirteen digits without hyphens.
ALTER TABLE shop.books
    ADD CONSTRAINT books_isbn_check CHECK (isbn ~ '^97[89][0-9]{10}$');

CREATE UNIQUE INDEX books_isbn_key ON shop.books (isbn);
