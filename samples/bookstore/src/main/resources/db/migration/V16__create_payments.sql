CREATE TYPE shop.payment_method AS ENUM ('invoice', 'card', 'paypal', 'sepa_debit');

CREATE TABLE shop.payments (
    id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id           int NOT NULL REFERENCES shop.orders (id),
    method             shop.payment_method NOT NULL,
    amount             shop.money_amount NOT NULL,
    currency           shop.currency_code NOT NULL DEFAULT 'EUR',
    state              text NOT NULL DEFAULT 'open',
    provider_reference text,
    created_at         timestamptz NOT NULL DEFAULT now(),
    settled_at         timestamptz,
    CONSTRAINT payments_state_check CHECK (state IN ('open', 'settled', 'failed', 'refunded')),
    CONSTRAINT payments_settled_check CHECK (state <> 'settled' OR settled_at IS NOT NULL)
);

CREATE INDEX payments_order_id_idx ON shop.payments (order_id);
CREATE UNIQUE INDEX payments_provider_reference_key ON shop.payments (method, provider_reference)
    WHERE provider_reference IS NOT NULL;

INSERT INTO shop.payments (order_id, method, amount, state, created_at, settled_at)
SELECT o.id, 'invoice', sum(i.quantity * i.unit_price), 'settled', o.placed_at, o.placed_at + interval '14 days'
FROM shop.orders o
JOIN shop.order_items i ON i.order_id = o.id
WHERE o.status IN ('paid', 'shipped', 'delivered')
GROUP BY o.id
ORDER BY o.id;
