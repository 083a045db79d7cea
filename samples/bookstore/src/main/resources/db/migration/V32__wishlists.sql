CREATE TABLE shop.wishlists (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id int NOT NULL REFERENCES shop.customers (id) ON DELETE CASCADE,
    name        text NOT NULL DEFAULT 'My wishlist',
    is_public   boolean NOT NULL DEFAULT false,
    created_at  timestamptz NOT NULL DEFAULT now(),
    UNIQUE (customer_id, name)
);

CREATE TABLE shop.wishlist_books (
    wishlist_id bigint NOT NULL REFERENCES shop.wishlists (id) ON DELETE CASCADE,
    book_id     int NOT NULL REFERENCES shop.books (id) ON DELETE CASCADE,
    added_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (wishlist_id, book_id)
);

CREATE INDEX wishlist_books_book_id_idx ON shop.wishlist_books (book_id);
