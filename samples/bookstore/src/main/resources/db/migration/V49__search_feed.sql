-- SHOP-790: the new search service reads what has changed since its last visit.
DO
$$
DECLARE
    source text;
BEGIN
    FOREACH source IN ARRAY ARRAY['books', 'customers', 'orders'] LOOP
        EXECUTE format('ALTER TABLE shop.%I ADD COLUMN fed_at timestamptz NOT NULL DEFAULT clock_timestamp()', source);
        EXECUTE format('ALTER TABLE shop.%I ADD COLUMN feed_state text', source);
    END LOOP;
END;
$$;

-- The first run shall send everything.
UPDATE shop.orders SET feed_state = 'pending';
UPDATE shop.books SET feed_state = CASE WHEN price > 0 THEN 'pending' ELSE 'hidden' END;
