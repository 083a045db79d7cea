CREATE TABLE shop.settings (
    key        text PRIMARY KEY,
    value      text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now()
);

INSERT INTO shop.settings (key, value) VALUES
    ('default_locale', 'de-DE'),
    ('free_shipping_from', '29.00'),
    ('max_items_per_order', '40');

CREATE FUNCTION shop.default_locale() RETURNS text
    LANGUAGE sql STABLE AS
$$
    SELECT value FROM shop.settings WHERE key = 'default_locale'
$$;
