package io.github.flygate.rows;

import io.github.flygate.rows.Outcome.Made;
import io.github.flygate.rows.Outcome.Unmade;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Finds rows that tables accept, by trying them. */
public final class RowMaker {
    private final Trial trial;
    private final RowSchema schema;

    /**
     * Makes rows in a session.
     *
     * @param session of the role that inserts the rows later, with an open transaction; it is left as it was found, except
     *     that sequences have moved
     */
    public RowMaker(Connection session, RowSchema schema) {
        this.trial = new Trial(session);
        this.schema = schema;
    }

    /**
     * A row that the table accepts with the rows that are there now. Equal databases give equal rows. The row, and what has to
     * be there before it, is inserted and taken back.
     */
    public Outcome make(RowTable table, Variant variant) throws SQLException {
        if (!table.writable()) {
            return new Unmade("no right to read it and to insert into it");
        }
        return trial.undone(() -> {
            trial.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL statement_timeout = '5s'; SET LOCAL jit = off");
            Draft draft = new Draft(trial, schema, table, variant == Variant.TWIN ? Variant.FULL : variant);
            RowSearch search = new RowSearch(trial, schema, draft, new Parents(trial, schema, table, Map.of()));
            Outcome outcome = search.search();
            return variant == Variant.TWIN && outcome instanceof Made
                    ? search.again().search()
                    : outcome;
        });
    }
}
