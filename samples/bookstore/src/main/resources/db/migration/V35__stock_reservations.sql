CREATE TABLE inventory.reservations (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_item_id int NOT NULL UNIQUE REFERENCES shop.order_items (id) ON DELETE CASCADE,
    warehouse_id  smallint NOT NULL REFERENCES inventory.warehouses (id),
    quantity      int NOT NULL CHECK (quantity > 0),
    reserved_at   timestamptz NOT NULL DEFAULT now(),
    released_at   timestamptz
);

CREATE INDEX reservations_open_idx ON inventory.reservations (warehouse_id, reserved_at) WHERE released_at IS NULL;

INSERT INTO inventory.reservations (order_item_id, warehouse_id, quantity, reserved_at)
SELECT i.id, 1, i.quantity, o.placed_at
FROM shop.order_items i
JOIN shop.orders o ON o.id = i.order_id
WHERE o.status IN ('new', 'paid');
