package io.github.flygate.rows;

import io.github.flygate.rows.Outcome.Made;
import io.github.flygate.rows.Outcome.Unmade;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Finds rows that tables accept, by trying them. */
public final class RowMaker {
    private static final String SETTINGS =
            "SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL statement_timeout = '5s'; SET LOCAL jit = off";
    private static final Outcome NOT_WRITABLE = new Unmade("no right to read it and to insert into it");

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
            return NOT_WRITABLE;
        }
        return trial.undone(SETTINGS, () -> {
            RowSearch search = search(
                    table,
                    variant == Variant.TWIN ? Variant.FULL : variant,
                    new Parents(trial, schema, table, Map.of()));
            Outcome outcome = search.search();
            return variant == Variant.TWIN && outcome instanceof Made
                    ? search.again().search()
                    : outcome;
        });
    }

    /** The same for all variants at once, which costs less than one after the other. */
    public Map<Variant, Outcome> all(RowTable table) throws SQLException {
        Map<Variant, Outcome> rows = new EnumMap<>(Variant.class);
        if (!table.writable()) {
            for (Variant variant : Variant.values()) {
                rows.put(variant, NOT_WRITABLE);
            }
            return rows;
        }
        Parents parents = new Parents(trial, schema, table, Map.of());
        return trial.undone(SETTINGS, () -> {
            for (Variant variant : List.of(Variant.MANDATORY, Variant.LOW)) {
                RowSearch search = search(table, variant, parents.anew());
                rows.put(variant, trial.undone(search::search));
            }
            RowSearch search = search(table, Variant.FULL, parents.anew());
            Outcome full = search.search();
            rows.put(Variant.FULL, full);
            rows.put(Variant.TWIN, full instanceof Made ? search.again().search() : full);
            return rows;
        });
    }

    private RowSearch search(RowTable table, Variant variant, Parents parents) {
        return new RowSearch(trial, schema, new Draft(trial, schema, table, variant), parents);
    }
}
