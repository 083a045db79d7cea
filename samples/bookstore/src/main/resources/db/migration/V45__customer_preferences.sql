SET LOCAL lock_timeout = '3s';

ALTER TABLE shop.customers
    ADD COLUMN marketing_consent_at timestamptz,
    ADD COLUMN newsletter text NOT NULL DEFAULT 'never',
    ADD COLUMN locale text NOT NULL DEFAULT shop.default_locale();

COMMENT ON COLUMN shop.customers.newsletter IS 'never, weekly or monthly';
