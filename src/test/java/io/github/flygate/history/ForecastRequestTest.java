package io.github.flygate.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flygate.migration.Migration;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a forecast is asked with beyond what a server has; how it answers is compared with Flyway elsewhere. */
class ForecastRequestTest {
    private static Migration file(Migration.Kind kind, String version, String description, int checksum) {
        String script = (version.isEmpty() ? "R" : "V" + version) + "__" + description + ".sql";
        return new Migration(kind, script, "db/" + script, Path.of(script), version, description, checksum, "", "");
    }

    private static HistoryRow row(int rank, String version, String type, Optional<Integer> checksum) {
        String description = version.isEmpty() ? "r" : "a";
        return new HistoryRow(rank, version, description, type, "V1__a.sql", checksum, true);
    }

    private static ForecastRequest request(List<Migration> files, HistoryRow... rows) {
        return ForecastRequest.of(files, List.of(rows), FlywaySettings.defaults());
    }

    @Test
    void withoutChecksumsNoMismatchIsClaimedAndNoRepeatableRunsAgain() {
        List<Migration> files =
                List.of(file(Migration.Kind.SQL, "1", "a", 5), file(Migration.Kind.REPEATABLE, "", "r", 6));
        ForecastRequest request =
                request(files, row(1, "1.0", "SQL", Optional.empty()), row(2, "", "SQL", Optional.empty()));

        assertThat(Forecast.of(request).migrate().pending())
                .extracting(Forecast.Entry::script)
                .containsExactly("R__r.sql");
        Forecast without = Forecast.of(request.withoutChecksums());
        assertThat(without.migrate().pending()).isEmpty();
        assertThat(without.validate().refusal()).isEmpty();
        assertThat(without.info().migrations())
                .extracting(Forecast.Entry::state)
                .containsExactly("SUCCESS", "SUCCESS");
        assertThat(without.info().migrations().get(0).row())
                .contains(request.history().get(0));
        assertThat(without.info().migrations().get(0).file()).contains(files.get(0));
    }

    @Test
    void aWrongChecksumIsAMismatchWithItsCodeAndItsFile() {
        ForecastRequest request =
                request(List.of(file(Migration.Kind.SQL, "1", "a", 5)), row(1, "1", "SQL", Optional.of(4)));
        Forecast.Migrate migrate = Forecast.of(request).migrate();
        assertThat(migrate.refusal()).map(Forecast.Refusal::code).contains("VALIDATE_ERROR");
        assertThat(migrate.invalid()).singleElement().satisfies(invalid -> {
            assertThat(invalid.code()).isEqualTo("CHECKSUM_MISMATCH");
            assertThat(invalid.message()).startsWith("Migration checksum mismatch for migration version 1");
            assertThat(invalid.entry().file()).contains(request.migrations().get(0));
        });
    }

    @Test
    void aJavaMigrationWhoseChecksumNobodyKnowsAgreesWithItsRow() {
        Migration java = file(Migration.Kind.JAVA, "1", "a", 0);
        ForecastRequest request = request(List.of(java), row(1, "1", "JDBC", Optional.of(4)));
        assertThat(Forecast.of(request).migrate().invalid()).isEmpty();
        assertThat(Forecast.of(request.withJavaChecksums(Map.of(java.script(), Optional.of(5))))
                        .migrate()
                        .invalid())
                .extracting(Forecast.Invalid::code)
                .containsExactly("CHECKSUM_MISMATCH");
    }

    @Test
    void anEmptySchemaStandsForNoRows() {
        ForecastRequest request = request(List.of(file(Migration.Kind.SQL, "1", "a", 5)));
        assertThat(Forecast.of(request).migrate().written())
                .containsExactly(new HistoryRow(1, "1", "a", "SQL", "V1__a.sql", Optional.of(5), true));
        assertThat(Forecast.of(request.withSchema(ForecastRequest.Schema.NOT_EMPTY))
                        .migrate()
                        .refusal())
                .map(Forecast.Refusal::code)
                .contains("NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE");
    }

    @Test
    void aTargetThatIsNoVersionIsRefusedAsConfiguration() {
        ForecastRequest request = request(List.of()).withTarget("soon");
        assertThatThrownBy(() -> Forecast.of(request)).isInstanceOfSatisfying(FlygateException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION);
            assertThat(e).hasMessageContaining("soon");
        });
    }
}
