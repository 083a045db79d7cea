create schema archive;
create table customers (id bigint primary key, name text not null, email varchar(50), score int default 0 not null, nick text);
alter table customers add constraint nick_there check (nick is not null);
insert into customers select g, 'n' || g, 'e' || g, g, 'k' || g from generate_series(1, 300) g;
create table orders (
    id bigserial primary key, customer_id bigint references customers (id), total numeric(10, 2), note varchar(100),
    placed timestamptz(3) default now(), state varchar(10) default 'new', code varbit(8), kind text, span interval(2),
    address cidr, at_time time(3), extra text, doc xml, size int default 1 not null, rank int not null default 0);
create index orders_customer_idx on orders (customer_id);
create index orders_note_idx on orders (note);
insert into orders (customer_id, total, note, kind) select g, g, 'x' || g, 'k' from generate_series(1, 300) g;
create table unused_table (id bigint primary key, what text, number int);
create index unused_idx on unused_table (what);
alter table unused_table add constraint number_there check (number is not null);
insert into unused_table select g, 'w', g from generate_series(1, 300) g;
create table events (id bigint, at date not null, body text, primary key (id, at)) partition by range (at);
create table events_2025 partition of events for values from ('2025-01-01') to ('2026-01-01');
create view order_notes as select id, note from orders;
create materialized view totals as select customer_id, count(*) as number from orders group by customer_id;
create unique index totals_idx on totals (customer_id);
create sequence numbers;
create type mood as enum ('good', 'bad');
create domain positive as numeric;
create function twice(a int) returns int language sql immutable as 'select a * 2';
create function today() returns date language sql stable as 'select current_date';
create function touched() returns trigger language plpgsql as 'begin return new; end';
create statistics orders_stats on total, size from orders;
comment on table orders is 'what was bought';
