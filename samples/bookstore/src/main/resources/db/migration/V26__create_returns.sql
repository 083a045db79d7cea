CREATE TABLE shop.returns (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_item_id int NOT NULL REFERENCES shop.order_items (id),
    quantity      int NOT NULL CHECK (quantity > 0),
    reason        text NOT NULL CHECK (reason IN ('damaged', 'wrong_book', 'not_wanted', 'late')),
    received_at   timestamptz NOT NULL DEFAULT now(),
    refunded_at   timestamptz
);

CREATE INDEX returns_order_item_id_idx ON shop.returns (order_item_id);
CREATE INDEX returns_to_refund_idx ON shop.returns (received_at) WHERE refunded_at IS NULL;

CREATE INDEX orders_returned_idx ON shop.orders (customer_id) WHERE status = 'returned';
