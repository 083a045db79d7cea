DROP INDEX CONCURRENTLY shop.customers_phone_idx;
