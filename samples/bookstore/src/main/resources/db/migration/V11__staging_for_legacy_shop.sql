-- SHOP-118: one-off import from the old shop software. Dropped again in V14.
CREATE TABLE shop.legacy_books (
    number    varchar(12) PRIMARY KEY,
    isbn      varchar(20),
    title     varchar(255),
    author    varchar(200),
    sort_name varchar(200),
    publisher varchar(200),
    year      smallint,
    price     numeric(8, 2),
    genre     varchar(60)
);

CREATE TABLE shop.legacy_orders (
    order_no   varchar(20),
    email      varchar(200),
    full_name  varchar(200),
    city       varchar(100),
    ordered_at timestamp,
    state      char(1),
    number     varchar(12),
    quantity   int,
    unit_price numeric(8, 2)
);
