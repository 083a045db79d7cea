create sequence invoice_number;

alter table orders add column invoice bigint not null default nextval('invoice_number') unique;
