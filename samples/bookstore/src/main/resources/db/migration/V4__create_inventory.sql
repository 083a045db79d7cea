CREATE TABLE inventory.warehouses (
    id   smallint PRIMARY KEY,
    code char(3) NOT NULL UNIQUE,
    name varchar(100) NOT NULL
);

CREATE TABLE inventory.stock (
    warehouse_id smallint NOT NULL REFERENCES inventory.warehouses (id),
    book_id      int NOT NULL REFERENCES shop.books (id),
    quantity     int NOT NULL DEFAULT 0 CHECK (quantity >= 0),
    shelf        varchar(10),
    PRIMARY KEY (warehouse_id, book_id)
);

CREATE INDEX stock_book_id_idx ON inventory.stock (book_id);
