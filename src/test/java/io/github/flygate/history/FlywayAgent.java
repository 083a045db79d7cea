package io.github.flygate.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.flywaydb.core.api.output.ValidateOutput;
import org.flywaydb.core.api.output.ValidateResult;
import org.jspecify.annotations.Nullable;

/**
 * Asks real Flyway, of whatever version its class loader has. Takes and gives nothing but types of the JDK; it uses what
 * Flyway has had since 9.22.
 */
public final class FlywayAgent implements Function<Map<String, Object>, Map<String, List<String>>> {
    /** What a line begins with that tells of a refusal. */
    static final String REFUSED = "refused ";

    @Override
    public Map<String, List<String>> apply(Map<String, Object> asked) {
        Map<String, List<String>> said = new TreeMap<>();
        Flyway flyway = configuration(asked).load();
        said.put("info", lines(() -> info(flyway)));
        said.put("validate", lines(() -> validate(flyway)));
        if ((boolean) given(asked, "codes")) {
            said.put(
                    "start",
                    lines(() -> validate(pendingIgnored(configuration(asked)).load())));
        }
        said.put("migrate", lines(() -> {
            flyway.migrate();
            return List.of();
        }));
        return said;
    }

    private static FluentConfiguration configuration(Map<String, Object> asked) {
        FluentConfiguration flyway = Flyway.configure(FlywayAgent.class.getClassLoader())
                .dataSource((DataSource) given(asked, "dataSource"))
                .locations("filesystem:" + given(asked, "folder"))
                .schemas((String) given(asked, "schema"))
                .placeholders(Map.of("p", "1"))
                .ignoreMigrationPatterns((String[]) given(asked, "patterns"))
                .outOfOrder((boolean) given(asked, "outOfOrder"))
                .group((boolean) given(asked, "group"))
                .baselineOnMigrate((boolean) given(asked, "baselineOnMigrate"))
                .baselineVersion((String) given(asked, "baselineVersion"))
                .target((String) given(asked, "target"));
        return flyway.javaMigrations(
                Arrays.stream((String[][]) given(asked, "java")).map(Stub::new).toArray(JavaMigration[]::new));
    }

    private static Object given(Map<String, Object> asked, String key) {
        return Objects.requireNonNull(asked.get(key), key);
    }

    private static FluentConfiguration pendingIgnored(FluentConfiguration flyway) {
        List<String> patterns = new ArrayList<>();
        Arrays.stream(flyway.getIgnoreMigrationPatterns()).map(String::valueOf).forEach(patterns::add);
        patterns.add("*:pending");
        return flyway.ignoreMigrationPatterns(patterns.toArray(String[]::new));
    }

    private static List<String> info(Flyway flyway) {
        List<String> lines = new ArrayList<>();
        for (MigrationInfo info : flyway.info().all()) {
            lines.add(String.join(
                    "|",
                    info.getState().name(),
                    version(info.getVersion()),
                    info.getDescription(),
                    info.getType().name(),
                    info.getScript().equals(Stub.class.getName()) ? "" : info.getScript(),
                    info.getInstalledRank() == null
                            ? ""
                            : info.getInstalledRank().toString()));
        }
        return lines;
    }

    private static String version(@Nullable MigrationVersion version) {
        return version == null || version.getVersion() == null ? "" : version.getVersion();
    }

    private static List<String> validate(Flyway flyway) {
        ValidateResult result = flyway.validateWithResult();
        List<String> lines = new ArrayList<>();
        for (ValidateOutput invalid :
                result.invalidMigrations == null ? List.<ValidateOutput>of() : result.invalidMigrations) {
            lines.add(String.valueOf(invalid.errorDetails.errorCode) + "|" + invalid.version + "|" + invalid.description
                    + "|" + invalid.errorDetails.errorMessage);
        }
        if (result.errorDetails != null) {
            lines.add(REFUSED + result.errorDetails.errorCode + "|" + result.errorDetails.errorMessage);
        }
        return lines;
    }

    private static List<String> lines(Supplier<List<String>> command) {
        try {
            return command.get();
        } catch (FlywayException e) {
            return List.of(REFUSED + e.getErrorCode() + "|" + e.getMessage());
        } catch (IllegalArgumentException e) {
            return List.of(REFUSED + "FAULT|" + e.getMessage());
        }
    }

    /** A Java migration that does nothing. */
    private static final class Stub implements JavaMigration {
        private final String[] values;

        /** @param values version, description, checksum; the first and the last may be empty */
        Stub(String[] values) {
            this.values = values;
        }

        @Override
        public @Nullable MigrationVersion getVersion() {
            return values[0].isEmpty() ? null : MigrationVersion.fromVersion(values[0]);
        }

        @Override
        public String getDescription() {
            return values[1];
        }

        @Override
        public @Nullable Integer getChecksum() {
            return values[2].isEmpty() ? null : Integer.valueOf(values[2]);
        }

        @Override
        public boolean canExecuteInTransaction() {
            return true;
        }

        @Override
        public void migrate(Context context) {
            // what it would do does not matter here
        }
    }
}
