CREATE TABLE shop.publishers (
    id         serial PRIMARY KEY,
    name       varchar(200) NOT NULL UNIQUE,
    city       varchar(100)
);

CREATE TABLE shop.authors (
    id         serial PRIMARY KEY,
    full_name  varchar(200) NOT NULL,
    sort_name  varchar(200) NOT NULL
);

CREATE TABLE shop.books (
    id             serial PRIMARY KEY,
    isbn           varchar(20),
    title          varchar(255) NOT NULL,
    subtitle       varchar(255),
    blurb          text,
    publisher_id   int REFERENCES shop.publishers (id),
    published_year smallint,
    price          numeric(8, 2) NOT NULL CHECK (price >= 0),
    legacy_number  varchar(12),
    created_at     timestamp NOT NULL DEFAULT now()
);

CREATE TABLE shop.book_authors (
    book_id   int NOT NULL REFERENCES shop.books (id),
    author_id int NOT NULL REFERENCES shop.authors (id),
    position  smallint NOT NULL DEFAULT 1,
    PRIMARY KEY (book_id, author_id)
);

COMMENT ON COLUMN shop.books.legacy_number IS 'Article number in the old shop; goes away after the import';
