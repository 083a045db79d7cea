-- Price of a book in a format, in the customer's country, with the VAT that it contains.
CREATE OR REPLACE FUNCTION shop.price_with_vat(book int, book_format shop.book_format, country_code char(2))
    RETURNS TABLE (gross numeric, vat numeric)
    LANGUAGE sql STABLE AS
$$
    SELECT e.price, e.price - shop.net_amount(e.price, coalesce(shop.vat_percent(country_code, current_date), ${vat_rate}))
    FROM shop.book_editions e
    WHERE e.book_id = book AND e.format = book_format AND e.on_sale
$$;

CREATE OR REPLACE FUNCTION inventory.available(book int) RETURNS bigint
    LANGUAGE sql STABLE AS
$$
    SELECT coalesce((SELECT sum(s.quantity) FROM inventory.stock s WHERE s.book_id = book), 0)
         - coalesce((SELECT sum(r.quantity)
                     FROM inventory.reservations r
                     JOIN shop.order_items i ON i.id = r.order_item_id
                     WHERE i.book_id = book AND r.released_at IS NULL), 0)
$$;

GRANT EXECUTE ON FUNCTION shop.price_with_vat(int, shop.book_format, char) TO ${app_role};
GRANT EXECUTE ON FUNCTION inventory.available(int) TO ${app_role};
