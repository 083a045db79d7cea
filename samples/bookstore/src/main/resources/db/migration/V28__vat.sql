CREATE TABLE shop.vat_rates (
    country    char(2) NOT NULL REFERENCES shop.countries (code),
    valid_from date NOT NULL,
    percent    numeric(4, 2) NOT NULL CHECK (percent BETWEEN 0 AND 30),
    PRIMARY KEY (country, valid_from)
);

-- Reduced rates for books. The home country's comes from the configuration, as the accounting system reads it there too.
INSERT INTO shop.vat_rates (country, valid_from, percent) VALUES
    ('AT', '2016-01-01', 10.00),
    ('CH', '2018-01-01', 2.50),
    ('CH', '2024-01-01', 2.60),
    ('DE', '1983-07-01', ${vat_rate}),
    ('FR', '2012-01-01', 5.50),
    ('NL', '2019-01-01', 9.00);

ALTER TABLE shop.orders ADD COLUMN vat_percent numeric(4, 2) NOT NULL DEFAULT ${vat_rate};

CREATE FUNCTION shop.vat_percent(country_code char(2), on_day date) RETURNS numeric
    LANGUAGE sql STABLE AS
$$
    SELECT r.percent
    FROM shop.vat_rates r
    WHERE r.country = country_code AND r.valid_from <= on_day
    ORDER BY r.valid_from DESC
    LIMIT 1
$$;

CREATE FUNCTION shop.net_amount(gross numeric, percent numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE STRICT AS
'SELECT round(gross / (1 + percent / 100), 2)';
