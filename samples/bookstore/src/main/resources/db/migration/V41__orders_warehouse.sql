SET LOCAL lock_timeout = '3s';

-- Written by the application from 4.1 on. The foreign key follows when all old orders have a warehouse.
ALTER TABLE shop.orders ADD COLUMN warehouse_id smallint;
