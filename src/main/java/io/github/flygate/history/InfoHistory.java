package io.github.flygate.history;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.MigrationState;

/**
 * The migrations of {@code flyway info -outputType=json}: applied ones in the order of their ranks, then what is only a
 * file. Flyway prints neither checksum nor rank, and the path of the file in place of the script.
 */
final class InfoHistory {
    private static final String RAW_VERSION = "rawVersion";
    private static final String STATE = "state";
    private static final String PATH = "filepath";
    private static final Set<String> WANTED =
            Set.of(HistoryColumns.VERSION, RAW_VERSION, HistoryColumns.DESCRIPTION, HistoryColumns.TYPE, STATE, PATH);

    private static final Map<String, MigrationState> STATES = Arrays.stream(MigrationState.values())
            .collect(Collectors.toUnmodifiableMap(MigrationState::getDisplayName, Function.identity()));

    private final HistoryRows rows;
    private int last;

    InfoHistory(HistoryRows rows) {
        this.rows = rows;
    }

    /** Reads the array whose beginning is the current token, up to its end. */
    void read(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int line = JsonCells.line(parser);
            JsonCells migration = new JsonCells(rows, parser, WANTED);
            migration.all();
            MigrationState state = state(line, migration.get(STATE).text());
            if (state.isApplied()) {
                add(line, migration, state);
            }
        }
    }

    private MigrationState state(int line, String text) {
        if (text.isEmpty()) {
            throw rows.wrong(
                    line,
                    "a migration without state",
                    "Write the file with flyway info -outputType=json; no other command of Flyway says what was applied.");
        }
        return Optional.ofNullable(STATES.get(text))
                .orElseThrow(() -> rows.wrong(
                        line,
                        "a migration in state \"" + HistoryRows.cut(text) + "\", which Flyway does not have",
                        "Export the history with flygate facts export, or as CSV."));
    }

    private void add(int line, JsonCells migration, MigrationState state) {
        String raw = migration.get(RAW_VERSION).text();
        String version = raw.isEmpty() ? migration.get(HistoryColumns.VERSION).text() : raw;
        String type = migration.get(HistoryColumns.TYPE).text();
        if (type.isEmpty()) {
            throw rows.wrong(line, "a migration without type", "Export it again: a program has changed the file.");
        }
        boolean marker = last == 0 && type.equals(CoreMigrationType.SCHEMA.name());
        HistoryRow row = new HistoryRow(
                marker ? 0 : ++last,
                version,
                migration.get(HistoryColumns.DESCRIPTION).text(),
                type,
                lastName(migration.get(PATH).text()),
                Optional.empty(),
                !state.isFailed());
        rows.add(line, row);
        if (state == MigrationState.DELETED && !version.isEmpty()) {
            rows.add(line, deletion(row));
        }
    }

    /** What repair writes for a version is in the table and not in the output: only its effect is. */
    private HistoryRow deletion(HistoryRow deleted) {
        return new HistoryRow(
                ++last,
                deleted.version(),
                deleted.description(),
                CoreMigrationType.DELETE.name(),
                "",
                Optional.empty(),
                true);
    }

    /** The path is one of the machine on which Flyway ran. */
    private static String lastName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
