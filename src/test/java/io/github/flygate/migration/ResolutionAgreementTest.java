package io.github.flygate.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.model.FlywaySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.JavaMigration;
import org.flywaydb.core.api.migration.baseline.BaselineMigrationResolver;
import org.flywaydb.core.api.resolver.MigrationResolver;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.flywaydb.core.internal.parser.ParsingContext;
import org.flywaydb.core.internal.resolver.ResolvedMigrationComparator;
import org.flywaydb.core.internal.resolver.sql.SqlMigrationResolver;
import org.flywaydb.core.internal.scanner.Scanner;
import org.flywaydb.core.internal.sqlscript.SqlScriptFactory;
import org.flywaydb.database.postgresql.PostgreSQLDatabaseType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names, versions, their order and checksums against Flyway's own resolvers, on names that nobody would think of. */
class ResolutionAgreementTest {
    private static final int NAMES = 5_000;
    private static final int VERSIONS = 1_000;
    private static final long SEED = 20_261_126L;

    private static final List<String> PREFIXES = List.of(
            "V", "V", "V", "V", "R", "R", "B", "W", "S", "v", "r", "b", "U", "", "VV", "R1", "beforeMigrate", "VR");

    private static final List<String> NUMBERS = List.of(
            "1",
            "01",
            "1.0",
            "1_0",
            "1..2",
            "1.",
            "_1",
            ".1",
            "1a",
            "\u0663",
            "20240101120000",
            "1-2",
            "",
            "-1",
            "1 ",
            "99999999999999999999999",
            "latest",
            "0",
            "0.0",
            "1_2_3",
            "1.2_3",
            "007.007",
            "1__2",
            "\uFF11",
            "+1");

    private static final List<String> SEPARATORS =
            List.of("__", "__", "__", "__", "__", "--", "_", "___", "--", "", " __", "__ ", "____");

    private static final List<String> DESCRIPTIONS = List.of(
            "a",
            "A_b",
            "\u00fc",
            "u\u0308",
            "x__y",
            "",
            ".",
            "a.b",
            "\u65e5\u672c",
            " lead",
            "trail ",
            "_",
            "a-b",
            "10",
            "\uD83D\uDE00",
            "sql",
            "V2__x",
            "a,b;c",
            "%20",
            "(1)");

    private static final List<String> SUFFIXES = List.of(
            ".sql",
            ".sql",
            ".sql",
            ".sql",
            ".SQL",
            ".Sql",
            ".sql.sql",
            ".pgsql",
            ".pg",
            "",
            ".sql ",
            ".sqlx",
            ".ddl",
            "sql");

    private static final List<String> TEXTS = List.of(
            "select 1;",
            "select 1;\n",
            "select 1;\r\n\r\nselect 2;\r",
            "\uFEFFselect 'ü';\n",
            "-- ${p}\nselect '${P}';",
            "",
            "\n\n",
            "select '\uD83D\uDE00';  \n-- ${flyway:filename}",
            "select $${p};");

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);

    @Test
    void flywayResolvesTheSameMigrations() throws IOException {
        write();
        FlywaySettings usual = settings("V", "R", "__", List.of(".sql"));
        assertThat(agree(usual)).as("migrations, seed %d", SEED).isGreaterThan(NAMES / 10);
        FlywaySettings odd = settings("W", "S", "--", List.of(".pg", ".sql", ".ddl"));
        assertThat(agree(odd)).as("migrations, seed %d", SEED).isGreaterThan(NAMES / 200);
    }

    @Test
    void versionsAreEqualAsFlywaySays() {
        List<MigrationVersion> versions = new ArrayList<>();
        while (versions.size() < VERSIONS) {
            StringBuilder text = new StringBuilder().append(random.nextInt(4));
            for (int parts = random.nextInt(4); parts > 0; parts--) {
                text.append(random.nextBoolean() ? "." : "_").append("0".repeat(random.nextInt(3)));
                text.append(random.nextInt(3));
            }
            versions.add(MigrationVersion.fromVersion(text.toString()));
        }
        IdentityHashMap<MigrationVersion, String> keys = new IdentityHashMap<>();
        versions.forEach(version -> keys.put(version, Versions.normal(version)));
        List<String> wrong = new ArrayList<>();
        for (MigrationVersion one : versions) {
            for (MigrationVersion two : versions) {
                if (Objects.equals(keys.get(one), keys.get(two)) != one.equals(two)) {
                    wrong.add(one + " and " + two);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private void write() throws IOException {
        for (int i = 0; i < NAMES; i++) {
            String prefix = any(PREFIXES);
            boolean repeatable = prefix.equals("R") || prefix.equals("S");
            String number = random.nextInt(4) == 0 ? any(NUMBERS) : String.valueOf(random.nextInt(3000));
            String version = repeatable == (random.nextInt(10) > 0) ? "" : number;
            String name = prefix + version + any(SEPARATORS) + any(DESCRIPTIONS) + any(SUFFIXES);
            if (!name.isBlank() && !name.equals(".")) {
                Path file = folder.resolve("db/d" + i).resolve(name);
                Files.createDirectories(file.getParent());
                Files.write(file, any(TEXTS).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static FlywaySettings settings(
            String versioned, String repeatable, String separator, List<String> suffixes) {
        FlywaySettings usual = FlywaySettings.defaults();
        return new FlywaySettings(
                List.of("filesystem:db"),
                List.of(),
                "",
                usual.table(),
                new TreeMap<>(Map.of("p", "1")),
                true,
                "${",
                "}",
                ":",
                versioned,
                repeatable,
                separator,
                suffixes,
                "UTF-8",
                false,
                false,
                false,
                false,
                true,
                false,
                List.of("*:future"),
                "",
                true,
                true,
                false,
                "1",
                false,
                List.of(),
                "",
                "",
                List.of());
    }

    /** Returns how many migrations there were. */
    private int agree(FlywaySettings settings) {
        List<ResolvedMigration> flyways = resolved(settings);
        List<Migration> ours = new MigrationFinder(Map.of()).asFound(folder, settings);
        List<String> lines = flyways.stream().map(ResolutionAgreementTest::line).toList();
        assertThat(ours.stream().map(ResolutionAgreementTest::line).toList())
                .as("seed %d", SEED)
                .containsExactlyInAnyOrderElementsOf(lines);
        Map<String, ResolvedMigration> byScript = new HashMap<>();
        flyways.forEach(migration -> byScript.put(migration.getScript(), migration));
        ResolvedMigrationComparator order = new ResolvedMigrationComparator();
        for (int i = 1; i < ours.size(); i++) {
            assertThat(order.compare(
                            byScript.get(ours.get(i - 1).script()),
                            byScript.get(ours.get(i).script())))
                    .as("%s before %s", ours.get(i - 1).script(), ours.get(i).script())
                    .isLessThanOrEqualTo(0);
        }
        ours.stream()
                .filter(migration -> migration.kind() == Migration.Kind.REPEATABLE)
                .forEach(migration -> assertThat(Objects.requireNonNull(byScript.get(migration.script()))
                                .checksumMatches(migration.rawChecksum()))
                        .as(migration.script())
                        .isTrue());
        return ours.size();
    }

    private List<ResolvedMigration> resolved(FlywaySettings settings) {
        FluentConfiguration flyway =
                FlywayConfigurations.of(settings, getClass().getClassLoader());
        Scanner<JavaMigration> scanner = new Scanner<>(JavaMigration.class, flyway, new Location[] {
            Location.fromPath("filesystem:", folder.resolve("db").toString())
        });
        ParsingContext context = new ParsingContext();
        SqlScriptFactory scripts = new PostgreSQLDatabaseType().createSqlScriptFactory(flyway, context);
        MigrationResolver.Context all = new MigrationResolver.Context(flyway, scanner, scripts, null, null);
        List<ResolvedMigration> resolved = new ArrayList<>(
                new SqlMigrationResolver(scanner, null, scripts, flyway, context).resolveMigrations(all));
        resolved.addAll(new BaselineMigrationResolver().resolveMigrations(all));
        return resolved;
    }

    private static String line(ResolvedMigration migration) {
        return migration.getScript() + "|" + migration.getType() + "|"
                + (migration.getVersion() == null ? "" : migration.getVersion().getVersion()) + "|"
                + migration.getDescription() + "|" + migration.getChecksum();
    }

    private static String line(Migration migration) {
        String type = migration.kind() == Migration.Kind.BASELINE ? "SQL_BASELINE" : "SQL";
        return migration.script() + "|" + type + "|" + migration.version() + "|" + migration.description() + "|"
                + migration.checksum();
    }
}
