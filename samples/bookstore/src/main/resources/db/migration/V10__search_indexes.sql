CREATE INDEX books_title_lower_idx ON shop.books (lower(title) varchar_pattern_ops);
CREATE INDEX authors_sort_name_idx ON shop.authors (lower(sort_name));
CREATE INDEX books_fulltext_idx ON shop.books
    USING gin (to_tsvector('english', title || ' ' || coalesce(subtitle, '') || ' ' || coalesce(blurb, '')));

-- The warehouse asks for open orders all day long.
CREATE INDEX orders_open_idx ON shop.orders (placed_at) WHERE status IN ('new', 'paid');
