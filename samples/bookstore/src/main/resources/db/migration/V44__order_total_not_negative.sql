SET LOCAL lock_timeout = '3s';

-- Checked for new rows at once; a later release validates the old ones.
ALTER TABLE shop.orders
    ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
