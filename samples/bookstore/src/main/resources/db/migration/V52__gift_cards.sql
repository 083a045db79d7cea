SET LOCAL lock_timeout = '3s';

CREATE TABLE shop.gift_cards (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code        text NOT NULL UNIQUE,
    customer_id int REFERENCES shop.customers (id),
    amount      shop.money_amount NOT NULL,
    currency    shop.currency_code NOT NULL DEFAULT 'EUR',
    issued_at   timestamptz NOT NULL DEFAULT now(),
    expires_on  date
);

CREATE INDEX gift_cards_customer_id_idx ON shop.gift_cards (customer_id);

ALTER TABLE shop.payments ADD COLUMN gift_card_id bigint;

ALTER TABLE shop.payments
    ADD CONSTRAINT payments_gift_card_id_fkey FOREIGN KEY (gift_card_id) REFERENCES shop.gift_cards (id) NOT VALID;

-- Provider and gift card exclude each other. Old rows have no gift card; validated in the next release.
ALTER TABLE shop.payments
    ADD CONSTRAINT payments_one_source_check CHECK (num_nonnulls(gift_card_id, provider_reference) <= 1) NOT VALID;

COMMENT ON TABLE shop.gift_cards IS 'Sold cards; what has been spent of a card is in shop.payments';
