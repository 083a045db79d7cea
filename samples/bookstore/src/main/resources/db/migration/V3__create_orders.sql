CREATE TYPE shop.order_status AS ENUM ('new', 'paid', 'shipped', 'delivered', 'cancelled');

CREATE TABLE shop.orders (
    id          serial PRIMARY KEY,
    order_no    varchar(20) NOT NULL UNIQUE,
    customer_id int NOT NULL REFERENCES shop.customers (id),
    status      shop.order_status NOT NULL DEFAULT 'new',
    placed_at   timestamptz NOT NULL DEFAULT now(),
    total       numeric(10, 2),
    note        text
);

CREATE INDEX orders_customer_id_idx ON shop.orders (customer_id);

CREATE TABLE shop.order_items (
    id         serial PRIMARY KEY,
    order_id   int NOT NULL REFERENCES shop.orders (id) ON DELETE CASCADE,
    book_id    int NOT NULL REFERENCES shop.books (id),
    quantity   int NOT NULL CHECK (quantity > 0),
    unit_price numeric(8, 2) NOT NULL
);

CREATE INDEX order_items_order_id_idx ON shop.order_items (order_id);
