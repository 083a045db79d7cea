CREATE DOMAIN shop.money_amount AS numeric(12, 2)
    CONSTRAINT money_amount_not_negative CHECK (VALUE >= 0);

CREATE DOMAIN shop.currency_code AS char(3)
    CONSTRAINT currency_code_upper_case CHECK (VALUE ~ '^[A-Z]{3}$');

COMMENT ON DOMAIN shop.currency_code IS 'ISO 4217';
