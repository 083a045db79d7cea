-- In production the DBA has installed it beforehand; this line is for developers' machines.
CREATE EXTENSION IF NOT EXISTS citext;

CREATE TABLE shop.customers (
    id         serial PRIMARY KEY,
    email      citext NOT NULL,
    full_name  varchar(200) NOT NULL,
    phone      varchar(40),
    fax        varchar(40),
    created_at timestamp NOT NULL DEFAULT now(),
    CONSTRAINT customers_email_key UNIQUE (email)
);

CREATE INDEX customers_phone_idx ON shop.customers (phone);

CREATE TABLE shop.addresses (
    id          serial PRIMARY KEY,
    customer_id int NOT NULL REFERENCES shop.customers (id) ON DELETE CASCADE,
    kind        varchar(10) NOT NULL CHECK (kind IN ('billing', 'shipping')),
    street      varchar(200) NOT NULL,
    postcode    varchar(12) NOT NULL,
    city        varchar(100) NOT NULL,
    country     char(2) NOT NULL DEFAULT 'DE'
);

CREATE INDEX addresses_customer_id_idx ON shop.addresses (customer_id);
