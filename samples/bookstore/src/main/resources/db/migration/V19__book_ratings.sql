ALTER TABLE shop.books
    ADD COLUMN rating_count int NOT NULL DEFAULT 0,
    ADD COLUMN rating_sum int NOT NULL DEFAULT 0;

CREATE FUNCTION shop.count_review() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    IF TG_OP IN ('UPDATE', 'DELETE') AND OLD.published_at IS NOT NULL THEN
        UPDATE shop.books
        SET rating_count = rating_count - 1, rating_sum = rating_sum - OLD.rating
        WHERE id = OLD.book_id;
    END IF;
    IF TG_OP IN ('INSERT', 'UPDATE') AND NEW.published_at IS NOT NULL THEN
        UPDATE shop.books
        SET rating_count = rating_count + 1, rating_sum = rating_sum + NEW.rating
        WHERE id = NEW.book_id;
    END IF;
    RETURN NULL;
END;
$$;

CREATE TRIGGER reviews_count AFTER INSERT OR UPDATE OR DELETE ON shop.reviews
    FOR EACH ROW EXECUTE FUNCTION shop.count_review();
