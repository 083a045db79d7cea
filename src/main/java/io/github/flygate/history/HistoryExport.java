package io.github.flygate.history;

import io.github.flygate.history.HistoryFile.Taken;
import io.github.flygate.model.FlygateException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The history of a running database, as flygate has read it. Reading needs a role that may read the seven columns that
 * Flyway decides by, and nothing else; it happens in one read-only transaction with time limits.
 *
 * @param rows by {@code installedRank}
 */
public record HistoryExport(Taken taken, List<HistoryRow> rows) {
    /** The user's password comes from here, else from the URL, {@code PGPASSWORD} or {@code ~/.pgpass}. */
    public static final String PASSWORD = "FLYGATE_FACTS_PASSWORD";

    public HistoryExport {
        rows = List.copyOf(rows);
    }

    /**
     * Where the history is.
     *
     * @param url JDBC URL; a password in it is never printed
     * @param user empty for the URL's, {@code PGUSER} or that of the operating system
     * @param schema empty for the search path
     * @param environment variables of the process
     */
    public record Source(
            String url, Optional<String> user, Optional<String> schema, String table, Map<String, String> environment) {
        public Source {
            environment = Map.copyOf(environment);
        }

        /** Without the URL and the environment, which may hold passwords. */
        @Override
        public String toString() {
            return "Source[schema=" + schema + ", table=" + table + "]";
        }
    }

    /**
     * Reads it.
     *
     * @param now the time to be written down
     * @throws FlygateException USAGE when the URL is none, HISTORY when there is no connection, no table or no right
     */
    public static HistoryExport read(Source source, Instant now) {
        return new ExportReader(ExportAddress.of(source), source).read(now);
    }

    /** As {@link HistoryFile} reads it again; ends with a line end. No data but the history is in it. */
    public String json() {
        return FactsJson.of(taken, rows);
    }
}
