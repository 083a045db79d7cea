create table product (
    sku text primary key,
    title text not null,
    price numeric(10, 2) not null check (price > 0)
);

insert into product (sku, title, price)
values ('tea', 'Green tea, 100 g', 7.50), ('coffee', 'Coffee, 250 g', 9.90), ('cocoa', 'Cocoa, 200 g', 5.20);
