package io.github.flygate.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.junit.jupiter.api.Test;

class FlywayConfigurationsTest {
    private static FlywaySettings settings(String encoding) {
        return new FlywaySettings(
                List.of("filesystem:db"),
                List.of("one", "two"),
                "two",
                "history",
                new TreeMap<>(Map.of("a", "b")),
                true,
                "#[",
                "]",
                ".",
                "W",
                "S",
                "--",
                List.of(".pg", ".sql"),
                encoding,
                true,
                true,
                true,
                true,
                false,
                true,
                List.of("*:missing"),
                "set role x",
                false,
                false,
                true,
                "7",
                true,
                List.of("a.B"),
                "app",
                "",
                List.of());
    }

    @Test
    void everySettingArrives() {
        FluentConfiguration flyway =
                FlywayConfigurations.of(settings("ISO-8859-1"), getClass().getClassLoader());
        assertThat(flyway.getSchemas()).containsExactly("one", "two");
        assertThat(flyway.getDefaultSchema()).isEqualTo("two");
        assertThat(flyway.getTable()).isEqualTo("history");
        assertThat(flyway.getPlaceholders()).isEqualTo(Map.of("a", "b"));
        assertThat(flyway.isPlaceholderReplacement()).isTrue();
        assertThat(flyway.getPlaceholderPrefix() + flyway.getPlaceholderSuffix() + flyway.getPlaceholderSeparator())
                .isEqualTo("#[].");
        assertThat(flyway.getSqlMigrationPrefix()
                        + flyway.getRepeatableSqlMigrationPrefix()
                        + flyway.getSqlMigrationSeparator())
                .isEqualTo("WS--");
        assertThat(flyway.getSqlMigrationSuffixes()).containsExactly(".pg", ".sql");
        assertThat(flyway.getEncoding()).hasToString("ISO-8859-1");
        assertThat(flyway.isDetectEncoding()).isTrue();
        assertThat(flyway.isOutOfOrder()).isTrue();
        assertThat(flyway.isMixed()).isTrue();
        assertThat(flyway.isGroup()).isTrue();
        assertThat(flyway.isExecuteInTransaction()).isFalse();
        assertThat(flyway.isValidateMigrationNaming()).isTrue();
        assertThat(flyway.getIgnoreMigrationPatterns()).hasSize(1);
        assertThat(flyway.getInitSql()).isEqualTo("set role x");
        assertThat(flyway.isCreateSchemas()).isFalse();
        assertThat(flyway.isBaselineOnMigrate()).isTrue();
        assertThat(flyway.getBaselineVersion().getVersion()).isEqualTo("7");
        assertThat(flyway.isSkipDefaultCallbacks()).isTrue();
        assertThat(flyway.getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                        .isTransactionalLock())
                .isFalse();
        assertThat(flyway.getDataSource()).isNull();
    }

    @Test
    void defaultsAreFlywaysOwn() {
        FluentConfiguration ours = FlywayConfigurations.of(
                Settings.in("filesystem:db").flyway(), getClass().getClassLoader());
        FluentConfiguration usual = new FluentConfiguration();
        assertThat(ours.getSqlMigrationPrefix()).isEqualTo(usual.getSqlMigrationPrefix());
        assertThat(ours.getRepeatableSqlMigrationPrefix()).isEqualTo(usual.getRepeatableSqlMigrationPrefix());
        assertThat(ours.getTable()).isEqualTo(usual.getTable());
        assertThat(ours.getSchemas()).isEqualTo(usual.getSchemas());
        assertThat(ours.getDefaultSchema()).isEqualTo(usual.getDefaultSchema());
        assertThat(ours.getPlaceholderSeparator()).isEqualTo(usual.getPlaceholderSeparator());
        assertThat(ours.isMixed()).isEqualTo(usual.isMixed());
        assertThat(ours.isCreateSchemas()).isEqualTo(usual.isCreateSchemas());
        assertThat(ours.getIgnoreMigrationPatterns()).isEqualTo(usual.getIgnoreMigrationPatterns());
    }

    @Test
    void aRefusedValueIsAConfigurationError() {
        assertThatThrownBy(() -> FlywayConfigurations.of(
                        settings("no-such-charset"), getClass().getClassLoader()))
                .isInstanceOfSatisfying(
                        FlygateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
    }

    @Test
    void theVersionIsThePinnedOne() {
        assertThat(FlywayConfigurations.flywayVersion()).matches("\\d+\\.\\d+\\.\\d+");
    }
}
