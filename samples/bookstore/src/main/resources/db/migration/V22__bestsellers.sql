CREATE MATERIALIZED VIEW shop.bestsellers AS
SELECT i.book_id,
       sum(i.quantity) AS sold,
       rank() OVER (ORDER BY sum(i.quantity) DESC) AS place
FROM shop.order_items i
JOIN shop.orders o ON o.id = i.order_id
WHERE o.status <> 'cancelled'
GROUP BY i.book_id;

-- REFRESH ... CONCURRENTLY needs it; the nightly job refreshes.
CREATE UNIQUE INDEX bestsellers_book_id_key ON shop.bestsellers (book_id);
