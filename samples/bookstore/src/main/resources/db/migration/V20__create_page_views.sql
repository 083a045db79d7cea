CREATE TABLE shop.page_views (
    viewed_at   timestamptz NOT NULL,
    session_id  text NOT NULL,
    customer_id int,
    book_id     int REFERENCES shop.books (id),
    path        text NOT NULL,
    referrer    text
) PARTITION BY RANGE (viewed_at);

CREATE INDEX page_views_book_id_idx ON shop.page_views (book_id, viewed_at);

-- One partition per quarter. Bounds are written in UTC, whatever the session's time zone is.
CREATE FUNCTION shop.create_page_views_partition(quarter date) RETURNS void
    LANGUAGE plpgsql AS
$$
DECLARE
    first_day date := date_trunc('quarter', quarter::timestamp)::date;
    next_day  date := (first_day + interval '3 months')::date;
    partition text := format('page_views_%s', to_char(first_day, 'YYYY"q"Q'));
BEGIN
    EXECUTE format('CREATE TABLE IF NOT EXISTS shop.%I PARTITION OF shop.page_views FOR VALUES FROM (%L) TO (%L)',
                   partition, first_day || ' 00:00:00+00', next_day || ' 00:00:00+00');
END;
$$;

DO
$$
DECLARE
    quarter date;
BEGIN
    FOR quarter IN SELECT generate_series('2022-01-01'::timestamp, '2022-10-01', '3 months')::date LOOP
        PERFORM shop.create_page_views_partition(quarter);
    END LOOP;
END;
$$;
