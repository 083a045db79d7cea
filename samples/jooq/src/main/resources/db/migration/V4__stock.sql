create table stock (
    sku text primary key references product,
    amount int not null check (amount >= 0)
);

insert into stock (sku, amount) select sku, 10 from product;
