-- Swiss customers pay in francs from May on.
ALTER TABLE shop.orders ADD COLUMN currency char(3) NOT NULL DEFAULT 'EUR';

COMMENT ON COLUMN shop.orders.currency IS 'ISO 4217; all amounts of the order are in it';
