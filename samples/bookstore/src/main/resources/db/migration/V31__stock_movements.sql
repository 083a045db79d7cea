CREATE TYPE inventory.movement_kind AS ENUM ('delivery', 'sale', 'return', 'correction', 'transfer');

CREATE TABLE inventory.stock_movements (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    warehouse_id smallint NOT NULL,
    book_id      int NOT NULL,
    kind         inventory.movement_kind NOT NULL,
    quantity     int NOT NULL CHECK (quantity <> 0),
    moved_at     timestamptz NOT NULL DEFAULT now(),
    moved_by     text NOT NULL DEFAULT current_user,
    FOREIGN KEY (warehouse_id, book_id) REFERENCES inventory.stock (warehouse_id, book_id)
);

CREATE INDEX stock_movements_stock_idx ON inventory.stock_movements (warehouse_id, book_id, moved_at);

CREATE FUNCTION inventory.apply_movement() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    UPDATE inventory.stock
    SET quantity = quantity + NEW.quantity
    WHERE warehouse_id = NEW.warehouse_id AND book_id = NEW.book_id;
    RETURN NULL;
END;
$$;

-- The opening balance is there already, so it goes in before the trigger exists.
INSERT INTO inventory.stock_movements (warehouse_id, book_id, kind, quantity, moved_by)
SELECT warehouse_id, book_id, 'correction', quantity, 'opening balance'
FROM inventory.stock
WHERE quantity > 0;

CREATE TRIGGER stock_movements_apply AFTER INSERT ON inventory.stock_movements
    FOR EACH ROW EXECUTE FUNCTION inventory.apply_movement();
