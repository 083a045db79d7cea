package io.github.flygate.history;

import io.github.flygate.migration.Migration;
import java.util.List;
import java.util.Optional;

/**
 * What Flyway's {@code info}, {@code validate} and {@code migrate} say of a file set and a history. The decisions are made
 * by Flyway's own classes; no server is asked and nothing is run, so that a migration whose SQL fails is not foreseen, nor
 * {@code group} with files that cannot share a transaction.
 *
 * @param validate as the command alone: a pending file is invalid
 * @param migrate as the next start of a server
 */
public record Forecast(Info info, Validate validate, Migrate migrate) {

    /**
     * Foresees all three commands.
     *
     * @throws io.github.flygate.model.FlygateException with code CONFIGURATION when Flyway refuses a setting or the target,
     *     MIGRATIONS or SQL when a file cannot be read
     */
    public static Forecast of(ForecastRequest request) {
        return Prediction.of(request).forecast();
    }

    /**
     * A line of {@code info}: a file, a row, or both.
     *
     * @param version empty for repeatables and markers
     * @param type Flyway's, such as {@code SQL}, {@code JDBC}, {@code SQL_BASELINE}; the row's where there is one
     * @param state a name of Flyway's {@code MigrationState}, such as {@code MISSING_SUCCESS}
     */
    public record Entry(
            Optional<Migration> file,
            Optional<HistoryRow> row,
            String version,
            String description,
            String type,
            String script,
            String state) {}

    /**
     * Why a command ends without doing its work.
     *
     * @param code a name of Flyway's {@code CoreErrorCode}, such as {@code DUPLICATE_VERSIONED_MIGRATION}; {@code FAULT}
     *     for what Flyway does not expect itself, such as an invalid type in the history
     * @param message Flyway's, several lines
     */
    public record Refusal(String code, String message) {}

    /**
     * What is wrong with one migration.
     *
     * @param code a name of Flyway's {@code CoreErrorCode}, such as {@code CHECKSUM_MISMATCH}
     * @param message Flyway's, several lines
     */
    public record Invalid(Entry entry, String code, String message) {}

    /**
     * The list of everything.
     *
     * @param migrations in Flyway's order; empty when refused
     */
    public record Info(List<Entry> migrations, Optional<Refusal> refusal) {
        public Info {
            migrations = List.copyOf(migrations);
        }
    }

    /**
     * The comparison alone.
     *
     * @param refusal present whenever {@code invalid} is not empty
     */
    public record Validate(List<Invalid> invalid, Optional<Refusal> refusal) {
        public Validate {
            invalid = List.copyOf(invalid);
        }
    }

    /**
     * The start of a server.
     *
     * @param pending what is applied, in its order; empty when refused
     * @param written the rows that the history gains, in their order: those of {@code pending}, and markers of created
     *     schemas and of a baseline before them; the markers stay when what follows is refused
     * @param invalid what validation before migrating objects to; {@code refusal} is present then
     */
    public record Migrate(
            List<Entry> pending, List<HistoryRow> written, List<Invalid> invalid, Optional<Refusal> refusal) {
        public Migrate {
            pending = List.copyOf(pending);
            written = List.copyOf(written);
            invalid = List.copyOf(invalid);
        }
    }
}
