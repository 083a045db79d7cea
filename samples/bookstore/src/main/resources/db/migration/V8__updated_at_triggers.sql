CREATE FUNCTION shop.touch_updated_at() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END;
$$;

ALTER TABLE shop.books ADD COLUMN updated_at timestamp;
ALTER TABLE shop.customers ADD COLUMN updated_at timestamp;
ALTER TABLE shop.orders ADD COLUMN updated_at timestamptz;

CREATE TRIGGER books_touch BEFORE UPDATE ON shop.books
    FOR EACH ROW EXECUTE FUNCTION shop.touch_updated_at();
CREATE TRIGGER customers_touch BEFORE UPDATE ON shop.customers
    FOR EACH ROW EXECUTE FUNCTION shop.touch_updated_at();
CREATE TRIGGER orders_touch BEFORE UPDATE ON shop.orders
    FOR EACH ROW EXECUTE FUNCTION shop.touch_updated_at();
