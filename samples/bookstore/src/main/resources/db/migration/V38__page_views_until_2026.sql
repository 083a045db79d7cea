SELECT shop.create_page_views_partition(quarter::date)
FROM generate_series('2025-01-01'::timestamp, '2026-10-01', '3 months') AS quarter;

-- Older quarters are in the data warehouse.
DROP TABLE shop.page_views_2022q1;
DROP TABLE shop.page_views_2022q2;
