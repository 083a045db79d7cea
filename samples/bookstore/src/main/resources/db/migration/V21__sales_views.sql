CREATE VIEW shop.sales_by_month AS
SELECT date_trunc('month', o.placed_at AT TIME ZONE 'UTC')::date AS month,
       o.currency,
       count(DISTINCT o.order_no) AS orders,
       sum(i.quantity) AS books,
       sum(i.quantity * i.unit_price) AS revenue
FROM shop.orders o
JOIN shop.order_items i ON i.order_id = o.id
WHERE o.status <> 'cancelled'
GROUP BY 1, 2;

CREATE VIEW shop.book_overview AS
SELECT b.id,
       b.isbn,
       b.title,
       b.blurb,
       b.price,
       string_agg(a.full_name, ', ' ORDER BY ba.position, a.sort_name) AS authors,
       round(b.rating_sum::numeric / nullif(b.rating_count, 0), 1) AS rating
FROM shop.books b
LEFT JOIN shop.book_authors ba ON ba.book_id = b.id
LEFT JOIN shop.authors a ON a.id = ba.author_id
GROUP BY b.id;

COMMENT ON VIEW shop.book_overview IS 'What the catalogue page shows';
