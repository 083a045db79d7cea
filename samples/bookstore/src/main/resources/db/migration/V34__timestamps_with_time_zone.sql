-- SHOP-402: the servers have always run in UTC, so that is what the old columns mean. Done in the maintenance window of 2024-02-11.
SET LOCAL lock_timeout = '10s';

ALTER TABLE shop.books
    ALTER COLUMN created_at TYPE timestamptz USING created_at AT TIME ZONE 'UTC',
    ALTER COLUMN updated_at TYPE timestamptz USING updated_at AT TIME ZONE 'UTC';

ALTER TABLE shop.customers
    ALTER COLUMN created_at TYPE timestamptz USING created_at AT TIME ZONE 'UTC',
    ALTER COLUMN updated_at TYPE timestamptz USING updated_at AT TIME ZONE 'UTC';
