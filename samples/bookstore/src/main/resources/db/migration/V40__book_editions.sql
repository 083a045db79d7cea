CREATE TYPE shop.book_format AS ENUM ('hardback', 'paperback', 'ebook', 'audiobook');

CREATE TABLE shop.book_editions (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    book_id    int NOT NULL REFERENCES shop.books (id),
    format     shop.book_format NOT NULL,
    price      shop.money_amount NOT NULL,
    on_sale    boolean NOT NULL DEFAULT true,
    file_key   text,
    CONSTRAINT book_editions_one_per_format UNIQUE (book_id, format),
    CONSTRAINT book_editions_file_key_check CHECK (on_sale IS FALSE OR format NOT IN ('ebook', 'audiobook') OR file_key IS NOT NULL)
);

INSERT INTO shop.book_editions (book_id, format, price)
SELECT id, 'paperback', price FROM shop.books ORDER BY id;

COMMENT ON COLUMN shop.book_editions.file_key IS 'Key in the object store; only of digital editions';
