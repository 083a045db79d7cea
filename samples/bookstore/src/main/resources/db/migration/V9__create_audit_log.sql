CREATE TABLE audit.change_log (
    id         bigserial PRIMARY KEY,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_by text NOT NULL DEFAULT session_user,
    relation   text NOT NULL,
    operation  text NOT NULL CHECK (operation IN ('INSERT', 'UPDATE', 'DELETE')),
    old_row    jsonb,
    new_row    jsonb
);

CREATE INDEX change_log_relation_idx ON audit.change_log (relation, changed_at);

-- Runs with the owner's rights: the application may cause entries, but neither read nor write the log itself.
CREATE FUNCTION audit.log_change() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS
$$
BEGIN
    INSERT INTO audit.change_log (relation, operation, old_row, new_row)
    VALUES (format('%I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME),
            TG_OP,
            CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END,
            CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END);
    RETURN NULL;
END;
$$;

CREATE TRIGGER customers_audit AFTER INSERT OR UPDATE OR DELETE ON shop.customers
    FOR EACH ROW EXECUTE FUNCTION audit.log_change();
CREATE TRIGGER books_audit AFTER UPDATE OF price OR DELETE ON shop.books
    FOR EACH ROW EXECUTE FUNCTION audit.log_change();

COMMENT ON TABLE audit.change_log IS 'Kept for two years, see the records of processing activities';
