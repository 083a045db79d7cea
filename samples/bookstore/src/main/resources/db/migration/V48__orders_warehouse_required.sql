-- Every order leaves from somewhere. Old ones, and those of the closed warehouse in Cologne, count as Leipzig's.
SET LOCAL lock_timeout = '5s';

UPDATE shop.orders
SET warehouse_id = 1
WHERE warehouse_id IS NULL OR warehouse_id NOT IN (SELECT id FROM inventory.warehouses);

ALTER TABLE shop.orders
    ADD CONSTRAINT orders_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES inventory.warehouses (id);

ALTER TABLE shop.orders ALTER COLUMN warehouse_id SET NOT NULL;
