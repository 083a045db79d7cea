INSERT INTO inventory.warehouses (id, code, name) VALUES
    (1, 'LEJ', 'Leipzig'),
    (2, 'HAM', 'Hamburg'),
    (3, 'MUC', 'Munich (shop in the Türkenstraße)');

CREATE TABLE shop.countries (
    code       char(2) PRIMARY KEY,
    name       varchar(100) NOT NULL,
    ships_to   boolean NOT NULL DEFAULT true
);

INSERT INTO shop.countries (code, name, ships_to) VALUES
    ('AT', 'Austria', true),
    ('BE', 'Belgium', true),
    ('CH', 'Switzerland', true),
    ('DE', 'Germany', true),
    ('DK', 'Denmark', true),
    ('FR', 'France', true),
    ('GB', 'United Kingdom', false),
    ('IT', 'Italy', true),
    ('NL', 'Netherlands', true),
    ('PL', 'Poland', true);

ALTER TABLE shop.addresses
    ADD CONSTRAINT addresses_country_fkey FOREIGN KEY (country) REFERENCES shop.countries (code);
