-- GDPR: a deleted customer's address may be registered again.
SET LOCAL lock_timeout = '3s';

ALTER TABLE shop.customers ADD COLUMN deleted_at timestamptz;

CREATE UNIQUE INDEX customers_email_active_key ON shop.customers (email) WHERE deleted_at IS NULL;
ALTER TABLE shop.customers DROP CONSTRAINT customers_email_key;

CREATE FUNCTION shop.forget_customer(customer int) RETURNS boolean
    LANGUAGE plpgsql AS
$$
BEGIN
    DELETE FROM shop.addresses WHERE customer_id = customer;
    UPDATE shop.customers
    SET email = 'deleted-' || id || '@invalid', full_name = 'deleted', phone = NULL, deleted_at = now()
    WHERE id = customer AND deleted_at IS NULL;
    RETURN FOUND;
END;
$$;
