GRANT USAGE ON SCHEMA shop TO ${report_role};
GRANT SELECT ON shop.books, shop.genres, shop.book_genres, shop.order_items, shop.sales_by_month, shop.bestsellers TO ${report_role};

-- No names, no e-mail addresses.
CREATE VIEW shop.customers_anonymous AS
SELECT c.id,
       c.created_at,
       (SELECT a.country FROM shop.addresses a WHERE a.customer_id = c.id AND a.kind = 'shipping' LIMIT 1) AS country
FROM shop.customers c
WHERE c.deleted_at IS NULL;

GRANT SELECT ON shop.customers_anonymous TO ${report_role};
