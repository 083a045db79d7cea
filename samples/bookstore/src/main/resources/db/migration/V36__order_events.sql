SET LOCAL lock_timeout = '5s';

CREATE TABLE shop.order_events (
    order_id    int NOT NULL REFERENCES shop.orders (id),
    happened_at timestamptz NOT NULL DEFAULT now(),
    old_status  shop.order_status,
    new_status  shop.order_status NOT NULL,
    actor       text NOT NULL DEFAULT session_user
) PARTITION BY RANGE (happened_at);

CREATE INDEX order_events_order_id_idx ON shop.order_events (order_id, happened_at);

CREATE TABLE shop.order_events_2024 PARTITION OF shop.order_events
    FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2025-01-01 00:00:00+00');
CREATE TABLE shop.order_events_2025 PARTITION OF shop.order_events
    FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');
CREATE TABLE shop.order_events_other PARTITION OF shop.order_events DEFAULT;

INSERT INTO shop.order_events (order_id, happened_at, new_status, actor)
SELECT id, placed_at, status, 'import' FROM shop.orders;

CREATE FUNCTION shop.record_order_event() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO shop.order_events (order_id, old_status, new_status)
    VALUES (NEW.id, CASE WHEN TG_OP = 'UPDATE' THEN OLD.status END, NEW.status);
    RETURN NULL;
END;
$$;

CREATE TRIGGER orders_record_insert AFTER INSERT ON shop.orders
    FOR EACH ROW EXECUTE FUNCTION shop.record_order_event();
CREATE TRIGGER orders_record_status AFTER UPDATE OF status ON shop.orders
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION shop.record_order_event();
