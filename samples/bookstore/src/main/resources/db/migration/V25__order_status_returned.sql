-- On its own: a new value cannot be used before the transaction that adds it has ended.
ALTER TYPE shop.order_status ADD VALUE 'returned' AFTER 'delivered';
