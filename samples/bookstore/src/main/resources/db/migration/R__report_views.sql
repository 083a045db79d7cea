CREATE OR REPLACE VIEW shop.report_sales_by_genre AS
SELECT date_trunc('month', o.placed_at AT TIME ZONE 'UTC')::date AS month,
       g.name AS genre,
       sum(i.quantity) AS books,
       sum(shop.net_amount(i.line_total, o.vat_percent)) AS net_revenue
FROM shop.orders o
JOIN shop.order_items i ON i.order_id = o.id
JOIN shop.book_genres bg ON bg.book_id = i.book_id
JOIN shop.genres g ON g.id = bg.genre_id
WHERE o.status NOT IN ('cancelled', 'returned')
GROUP BY 1, 2;

CREATE OR REPLACE VIEW inventory.report_low_stock AS
SELECT w.code AS warehouse, b.isbn, b.title, s.quantity
FROM inventory.stock s
JOIN inventory.warehouses w ON w.id = s.warehouse_id
JOIN shop.books b ON b.id = s.book_id
WHERE s.quantity < 5;

GRANT USAGE ON SCHEMA inventory TO ${report_role};
GRANT SELECT ON shop.report_sales_by_genre, inventory.report_low_stock TO ${report_role};
