-- Imported orders have no total.
DO
$$
DECLARE
    batch   CONSTANT int := 25;
    last_id int := 0;
    top_id  int;
BEGIN
    LOOP
        SELECT max(id) INTO top_id
        FROM (SELECT id FROM shop.orders WHERE id > last_id ORDER BY id LIMIT batch) next;
        EXIT WHEN top_id IS NULL;

        UPDATE shop.orders o
        SET total = t.total
        FROM (SELECT order_id, sum(line_total) AS total FROM shop.order_items GROUP BY order_id) t
        WHERE t.order_id = o.id AND o.id > last_id AND o.id <= top_id AND o.total IS NULL;

        last_id := top_id;
    END LOOP;
END;
$$;
