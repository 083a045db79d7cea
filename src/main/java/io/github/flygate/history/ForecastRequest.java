package io.github.flygate.history;

import io.github.flygate.migration.Migration;
import io.github.flygate.model.FlywaySettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file set and a history, with what else Flyway decides by.
 *
 * @param migrations as a tree has them, in any order and with duplicates left in
 * @param history rows in any order; Flyway does not see those whose rank is below 0
 * @param schema what is in the default schema
 * @param target {@code flyway.target}: {@code latest}, {@code current}, {@code next}, or a version, with {@code ?} behind
 *     it where it may be absent
 * @param checksumsKnown whether an empty checksum in the history is one that is null in the table; otherwise each row is
 *     taken to have the checksum of its file, so that no mismatch is claimed
 * @param javaChecksums what the Java migrations' {@code getChecksum()} gives, by class name; one that is not in it is
 *     taken to agree with its row
 */
public record ForecastRequest(
        List<Migration> migrations,
        List<HistoryRow> history,
        FlywaySettings flyway,
        Schema schema,
        String target,
        boolean checksumsKnown,
        Map<String, Optional<Integer>> javaChecksums) {
    public ForecastRequest {
        migrations = List.copyOf(migrations);
        history = List.copyOf(history);
        javaChecksums = Map.copyOf(javaChecksums);
    }

    /** What the default schema holds before Flyway starts. */
    public enum Schema {
        MISSING,
        EMPTY,
        /** Objects, but no history table. */
        NOT_EMPTY,
        WITH_HISTORY
    }

    /** With Flyway's defaults; no rows stand for an empty schema. */
    public static ForecastRequest of(List<Migration> migrations, List<HistoryRow> history, FlywaySettings flyway) {
        return new ForecastRequest(
                migrations,
                history,
                flyway,
                history.isEmpty() ? Schema.EMPTY : Schema.WITH_HISTORY,
                "latest",
                true,
                Map.of());
    }

    /** With what the file tells; where it knows no checksums, none is compared. */
    static ForecastRequest of(List<Migration> migrations, HistoryFile history, FlywaySettings flyway) {
        ForecastRequest request = of(migrations, history.rows(), flyway);
        return history.knowsChecksums() ? request : request.withoutChecksums();
    }

    public ForecastRequest withSchema(Schema changed) {
        return new ForecastRequest(migrations, history, flyway, changed, target, checksumsKnown, javaChecksums);
    }

    public ForecastRequest withTarget(String changed) {
        return new ForecastRequest(migrations, history, flyway, schema, changed, checksumsKnown, javaChecksums);
    }

    /** For a history whose source has no checksums, such as the output of {@code flyway info}. */
    public ForecastRequest withoutChecksums() {
        return new ForecastRequest(migrations, history, flyway, schema, target, false, javaChecksums);
    }

    public ForecastRequest withJavaChecksums(Map<String, Optional<Integer>> changed) {
        return new ForecastRequest(migrations, history, flyway, schema, target, checksumsKnown, changed);
    }
}
