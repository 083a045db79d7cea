CREATE SEQUENCE shop.voucher_number_seq START WITH 10000 INCREMENT BY 7;

CREATE TABLE shop.vouchers (
    code        text PRIMARY KEY DEFAULT 'BK-' || lpad(nextval('shop.voucher_number_seq')::text, 8, '0'),
    customer_id int REFERENCES shop.customers (id),
    percent_off smallint CHECK (percent_off BETWEEN 1 AND 50),
    amount_off  shop.money_amount,
    valid       daterange NOT NULL DEFAULT daterange('2023-01-01', '2024-01-01'),
    redeemed_by int REFERENCES shop.orders (id),
    CONSTRAINT vouchers_percent_or_amount CHECK (num_nonnulls(percent_off, amount_off) = 1)
);

ALTER SEQUENCE shop.voucher_number_seq OWNED BY shop.vouchers.code;

CREATE INDEX vouchers_customer_id_idx ON shop.vouchers (customer_id);

-- Ten per cent for everybody who has ordered five times or more.
INSERT INTO shop.vouchers (customer_id, percent_off)
SELECT customer_id, 10
FROM shop.orders
GROUP BY customer_id
HAVING count(*) >= 5
ORDER BY customer_id;
