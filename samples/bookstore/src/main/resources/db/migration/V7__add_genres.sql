CREATE TABLE shop.genres (
    id        serial PRIMARY KEY,
    parent_id int REFERENCES shop.genres (id),
    slug      varchar(60) NOT NULL UNIQUE,
    name      varchar(100) NOT NULL
);

CREATE TABLE shop.book_genres (
    book_id  int NOT NULL REFERENCES shop.books (id) ON DELETE CASCADE,
    genre_id int NOT NULL REFERENCES shop.genres (id),
    PRIMARY KEY (book_id, genre_id)
);

INSERT INTO shop.genres (slug, name) VALUES
    ('fiction', 'Fiction'),
    ('non-fiction', 'Non-fiction'),
    ('children', 'Children and young adults');

INSERT INTO shop.genres (parent_id, slug, name)
SELECT p.id, g.slug, g.name
FROM shop.genres p
JOIN (VALUES
    ('fiction', 'classics', 'Classics'),
    ('fiction', 'adventure', 'Adventure'),
    ('fiction', 'horror', 'Horror and Gothic'),
    ('fiction', 'science-fiction', 'Science fiction'),
    ('non-fiction', 'philosophy', 'Philosophy'),
    ('non-fiction', 'natural-history', 'Natural history'),
    ('children', 'fairy-tales', 'Fairy tales')
) AS g (parent, slug, name) ON g.parent = p.slug;
