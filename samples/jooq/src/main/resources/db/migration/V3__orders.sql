create table orders (
    id bigint generated always as identity primary key,
    customer_id bigint not null references customer,
    placed_at timestamptz not null default now()
);

create index orders_customer_id on orders (customer_id);

create table order_item (
    order_id bigint not null references orders,
    sku text not null references product,
    amount int not null check (amount > 0),
    primary key (order_id, sku)
);
