create view revenue as
select p.sku, coalesce(sum(i.amount * p.price), 0) as total
from product p
left join order_item i using (sku)
group by p.sku;
