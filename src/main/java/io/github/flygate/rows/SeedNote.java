package io.github.flygate.rows;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which transactions made the synthetic rows, kept in the database itself, so that a copy has it too: a setting of the
 * database would stay behind when the database is copied as a template, and only a superuser may make one up. A large object
 * belongs to no schema, needs no right, and nobody meets it who does not look for it.
 */
final class SeedNote {
    /** Far from those that the server gives out, which start at 16384. */
    static final long OID = 4_291_157_241L;

    private static final Pattern RANGE = Pattern.compile("(\\d+)\\.\\.(\\d+)");
    private static final String TITLE = "flygate seed ";

    private SeedNote() {}

    /**
     * Transaction ids as {@code xmin} shows them, those of savepoints included. They may wrap around.
     *
     * @param last inclusive
     */
    record Range(long first, long last) {
        /** A condition on the rows of a table. */
        String covers() {
            return "(xmin::text::bigint - " + first + " + 4294967296) % 4294967296 <= "
                    + (last - first + 4294967296L) % 4294967296L;
        }
    }

    /** Adds the transaction that is open, up to here. */
    static void add(Trial trial) throws SQLException {
        List<Range> ranges = new ArrayList<>(read(trial));
        long first = trial.query("SELECT txid_current() % 4294967296", row -> row.next() ? row.getLong(1) : 0);
        trial.execute("SAVEPOINT flygate_note");
        if (!ranges.isEmpty()) {
            trial.execute("SELECT lo_unlink(" + OID + ")");
        }
        trial.execute("SELECT lo_create(" + OID + ")");
        // The note itself is the last that the transaction writes.
        long last = trial.query(
                "SELECT xmin::text::bigint FROM pg_catalog.pg_largeobject_metadata WHERE oid = " + OID,
                row -> row.next() ? row.getLong(1) : first);
        ranges.add(new Range(first, last));
        StringBuilder text = new StringBuilder(TITLE);
        ranges.forEach(range -> text.append(range.first() + ".." + range.last() + " "));
        trial.execute("SELECT lo_put(" + OID + ", 0, convert_to('" + text + "', 'UTF8'))");
        trial.execute("RELEASE SAVEPOINT flygate_note");
    }

    /** Empty when nothing was filled. */
    static List<Range> read(Trial trial) throws SQLException {
        boolean there =
                trial.query("SELECT FROM pg_catalog.pg_largeobject_metadata WHERE oid = " + OID, row -> row.next());
        if (!there) {
            return List.of();
        }
        Optional<byte[]> content = trial.query(
                "SELECT lo_get(" + OID + ")",
                row -> row.next() ? Optional.ofNullable(row.getBytes(1)) : Optional.empty());
        String text = new String(content.orElse(new byte[0]), StandardCharsets.UTF_8);
        if (!text.startsWith(TITLE)) {
            throw new FlygateException(
                    ErrorCode.BASE,
                    "large object " + OID + " is not the note of flygate's synthetic rows",
                    "It is flygate's to use; give yours another number.");
        }
        List<Range> ranges = new ArrayList<>();
        Matcher range = RANGE.matcher(text);
        while (range.find()) {
            ranges.add(new Range(Long.parseLong(range.group(1)), Long.parseLong(range.group(2))));
        }
        return ranges;
    }
}
