package io.github.flygate.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.migration.JavaMigration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.resolver.ChecksumCalculator;
import org.flywaydb.core.internal.scanner.Scanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationFinderTest {
    @TempDir
    Path folder;

    private final MigrationFinder finder = new MigrationFinder(Map.of());

    private void write(String path, String content) {
        write(path, content.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String path, byte[] content) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<String> scripts(String... locations) {
        return finder.head(folder, Settings.in(locations).flyway()).stream()
                .map(Migration::script)
                .toList();
    }

    private static void refused(ThrowingCallable call, ErrorCode code, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(FlygateException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.getMessage() + " " + e.hint()).contains(parts);
                })
                .isInstanceOf(FlygateException.class);
    }

    @Test
    void migrationsComeInFlywaysOrderWithItsScriptNames() {
        for (String name : List.of(
                "V1.10__b.sql", "V1.9__a.sql", "sub/V2__c.sql", "R__b.sql", "R__A2.sql", "R__10_x.sql", "R__9_x.sql")) {
            write("db/" + name, "select 1;");
        }
        write("db/.hidden/V3__no.sql", "select 1;");
        assertThat(scripts("filesystem:db"))
                .containsExactly(
                        "V1.9__a.sql",
                        "V1.10__b.sql",
                        "sub/V2__c.sql",
                        "R__10_x.sql",
                        "R__9_x.sql",
                        "R__A2.sql",
                        "R__b.sql");
    }

    @Test
    void scriptsAndChecksumsAreThoseOfFlywaysScanner() throws IOException {
        write("db/V1__a.sql", "\uFEFFselect 1;\r\n\r\nselect 2;");
        write("db/sub/deep/V2__ü.sql", "select 'ü';\n");
        write("db/R__r.sql", "select 3;");
        write("db/v3__no.sql", "select 1;");
        FlywaySettings flyway = Settings.in("filesystem:db").flyway();
        Scanner<JavaMigration> scanner = new Scanner<>(
                JavaMigration.class, FlywayConfigurations.of(flyway, getClass().getClassLoader()), new Location[] {
                    Location.fromPath("filesystem:", folder.resolve("db").toString())
                });
        List<String> expected = scanner.getResources("", ".sql").stream()
                .filter(resource -> !resource.getFilename().startsWith("v"))
                .map(resource -> resource.getRelativePath() + " " + checksum(resource))
                .sorted()
                .toList();
        assertThat(finder.head(folder, flyway).stream()
                        .map(migration -> migration.script() + " " + migration.checksum())
                        .sorted()
                        .toList())
                .isEqualTo(expected)
                .hasSize(3);
    }

    private static int checksum(LoadableResource resource) {
        return ChecksumCalculator.calculate(resource);
    }

    @Test
    void theChecksumIsBlindForLineEndsAndJoinedLines() {
        int one = Checksums.raw("a\nb\nc");
        assertThat(List.of(
                        Checksums.raw("a\r\nb\r\nc"),
                        Checksums.raw("a\rb\rc\r"),
                        Checksums.raw("a\n\n\nb\nc\n"),
                        Checksums.raw("abc"),
                        Checksums.raw("\uFEFFa\nb\nc")))
                .containsOnly(one);
        assertThat(Checksums.raw("a \nb\nc")).isNotEqualTo(one);
    }

    @Test
    void aRepeatablesChecksumIsTakenAfterReplacement() {
        write("db/V1__v.sql", "select '${a}';");
        write("db/R__r.sql", "select '${a}';");
        List<Migration> found = finder.head(
                folder,
                Settings.in("filesystem:db").placeholders(Map.of("a", "x")).flyway());
        assertThat(found.get(0).checksum()).isEqualTo(Checksums.raw("select '${a}';"));
        assertThat(found.get(1).checksum()).isEqualTo(Checksums.raw("select 'x';"));
    }

    @Test
    void classPathLocationsAreResourcesAndJavaSources() {
        write("src/main/resources/db/migration/V1__a.sql", "select 1;");
        write("src/main/java/db/migration/V2__Load.java", "package db.migration;");
        write("src/main/java/db/migration/Repository.java", "package db.migration;");
        write("src/main/kotlin/db/migration/sub/R__Refresh.kt", "package db.migration.sub");
        List<Migration> found =
                finder.head(folder, Settings.in("classpath:db/migration").flyway());
        assertThat(found)
                .extracting(Migration::script)
                .containsExactly("V1__a.sql", "db.migration.V2__Load", "db.migration.sub.R__Refresh");
        assertThat(found).extracting(migration -> migration.kind().id()).containsExactly("sql", "java", "java");
        assertThat(found.get(1).file()).isEqualTo("src/main/java/db/migration/V2__Load.java");
        assertThat(found.get(1).content()).isEmpty();
        assertThat(scripts("filesystem:src/main/resources/db/migration")).contains("db.migration.V2__Load");
    }

    @Test
    void wildcardsAndNestedLocationsAreThoseOfFlyway() {
        write("db/one/migration/V1__a.sql", "select 1;");
        write("db/two/migration/sub/V2__b.sql", "select 1;");
        write("db/two/other/V3__c.sql", "select 1;");
        assertThat(scripts("filesystem:db/*/migration")).containsExactly("V1__a.sql", "sub/V2__b.sql");
        assertThat(scripts("filesystem:db/**/migration")).containsExactly("V1__a.sql", "sub/V2__b.sql");
        assertThat(scripts("filesystem:db/two", "filesystem:db"))
                .containsExactly("one/migration/V1__a.sql", "two/migration/sub/V2__b.sql", "two/other/V3__c.sql");
    }

    @Test
    void aLocationOutsideTheProjectCanBeNamedInBothWays() {
        write("shared/V1__a.sql", "select 1;");
        write("app/x.txt", "");
        Path app = folder.resolve("app");
        for (String location : List.of("filesystem:../shared", "filesystem:" + folder.resolve("shared"))) {
            assertThat(finder.head(app, Settings.in(location).flyway()))
                    .extracting(Migration::file)
                    .containsExactly("../shared/V1__a.sql");
        }
    }

    @Test
    void twoFilesOfOneVersionAreRefusedWithBothNames() {
        write("db/V1__a.sql", "select 1;");
        write("db/sub/V01.0__b.sql", "select 1;");
        refused(
                () -> scripts("filesystem:db"),
                ErrorCode.MIGRATIONS,
                "version 1 is there twice",
                "db/V1__a.sql",
                "db/sub/V01.0__b.sql");
    }

    @Test
    void twoRepeatablesOfOneDescriptionAreRefusedAndABaselineBesideItsVersionIsNot() {
        write("db/V1__a.sql", "select 1;");
        write("db/B1__a.sql", "select 1;");
        assertThat(scripts("filesystem:db")).containsExactly("B1__a.sql", "V1__a.sql");
        write("db/one/R__v.sql", "select 1;");
        write("db/two/R__v.sql", "select 1;");
        refused(() -> scripts("filesystem:db"), ErrorCode.MIGRATIONS, "db/one/R__v.sql", "db/two/R__v.sql");
    }

    @Test
    void aFolderOfCallbacksHoldsCallbacksOnly() {
        write("db/V1__a.sql", "select 1;");
        write("hooks/beforeMigrate.sql", "select 1;");
        write("hooks/V2__no.sql", "select 1;");
        FlywaySettings flyway = Settings.in("filesystem:db")
                .callbacks("filesystem:hooks", "org.example.Hook")
                .flyway();
        MigrationPlan plan = finder.plan(folder, flyway, Optional.empty(), Optional.of("1"));
        assertThat(plan.callbacks()).extracting(Migration::script).containsExactly("beforeMigrate.sql");
        assertThat(plan.pending()).isEmpty();
    }

    @Test
    void theProjectItselfIsALocation() {
        write("V1__a.sql", "select 1;");
        write("sql/V2__b.sql", "select 1;");
        assertThat(scripts("filesystem:.", "filesystem:sql")).containsExactly("V1__a.sql", "sql/V2__b.sql");
    }

    @Test
    void amongFoldersForSeveralDatabasesTheOneForPostgresqlIsProposed() {
        write("db/mysql/V1__a.sql", "select 1;");
        write("db/postgresql/V1__a.sql", "select 1;");
        write("V1__a.sql", "select 1;");
        refused(
                () -> scripts("filesystem:src/main/resources/db/migration"),
                ErrorCode.MIGRATIONS,
                "There are migrations in . (1), db/mysql (1), db/postgresql (1)",
                "such as [filesystem:db/postgresql].");
    }

    @Test
    void noMigrationsSaysWhereThereAreSome() {
        write("sql/flyway/V1__a.sql", "select 1;");
        write("node_modules/x/V1__a.sql", "select 1;");
        refused(
                () -> scripts("filesystem:src/main/resources/db/migration"),
                ErrorCode.MIGRATIONS,
                "no migrations found in src/main/resources/db/migration",
                "sql/flyway (1)",
                "[filesystem:sql/flyway]");
    }

    @Test
    void noMigrationsNamesTheModuleThatHasSome() {
        write("services/orders/src/main/resources/db/migration/V1__a.sql", "select 1;");
        refused(
                () -> scripts("filesystem:src/main/resources/db/migration"),
                ErrorCode.MIGRATIONS,
                "flygate check services/orders");
    }

    @Test
    void lookAlikesAreListedOrRefusedAsConfigured() {
        write("db/V1__a.sql", "select 1;");
        write("db/v2__b.sql", "select 1;");
        Settings settings = Settings.in("filesystem:db");
        assertThat(finder.lookAlikes(folder, settings.flyway()))
                .containsExactly("db/v2__b.sql: its prefix must be written V, case counts");
        refused(
                () -> finder.head(folder, settings.strictNames().flyway()),
                ErrorCode.MIGRATIONS,
                "db/v2__b.sql",
                "validateMigrationNaming");
    }

    @Test
    void anInvalidByteIsNamedWithItsLineAndAnotherEncodingReadsIt() {
        write("db/V1__a.sql", "select 1;\nselect '\u00fc';".getBytes(StandardCharsets.ISO_8859_1));
        Settings settings = Settings.in("filesystem:db");
        refused(
                () -> finder.head(folder, settings.flyway()).get(0).content(),
                ErrorCode.MIGRATIONS,
                "db/V1__a.sql:2",
                "UTF-8");
        assertThat(finder.head(folder, settings.encoding("ISO-8859-1").flyway())
                        .get(0)
                        .content())
                .endsWith("'ü';");
        write("db/V1__a.sql.conf", "encoding=ISO-8859-1\n");
        assertThat(finder.head(folder, settings.flyway()).get(0).content()).endsWith("'ü';");
    }

    @Test
    void aVersionAsBaseSplitsTheWorkingTree() {
        for (int i = 1; i <= 12; i++) {
            write("db/V" + i + "__a.sql", "select " + i + ";");
        }
        write("db/R__v.sql", "select 1;");
        FlywaySettings flyway = Settings.in("filesystem:db").flyway();
        MigrationPlan plan = finder.plan(folder, flyway, Optional.empty(), Optional.of("10.0"));
        assertThat(plan.applied()).hasSize(10);
        assertThat(plan.pending())
                .extracting(Migration::script)
                .containsExactly("V11__a.sql", "V12__a.sql", "R__v.sql");
        assertThat(plan.base().version()).isEqualTo("10");
        assertThat(plan.base().ref()).isEqualTo("10.0");
        assertThat(plan.base().commit()).isEmpty();
        refused(
                () -> finder.plan(folder, flyway, Optional.empty(), Optional.of("99")),
                ErrorCode.BASE,
                "99",
                "8, 9, 10, 11, 12");
        refused(
                () -> finder.plan(folder, flyway, Optional.of("main"), Optional.of("9")),
                ErrorCode.CONFIGURATION,
                "twice");
    }

    @Test
    void withoutGitAndVersionThereIsNoBase() {
        write("db/V1__a.sql", "select 1;");
        refused(
                () -> finder.plan(folder, Settings.in("filesystem:db").flyway(), Optional.of("main"), Optional.empty()),
                ErrorCode.BASE,
                "no git repository",
                "--base-version");
    }

    @Test
    void writtenFilesAreTheSameBytesUnderTheSameNames() throws IOException {
        byte[] bytes = "\uFEFFselect 'ü';\r\n".getBytes(StandardCharsets.UTF_8);
        write("db/sub/V1__a.sql", bytes);
        write("db/sub/V1__a.sql.conf", "executeInTransaction=false\n");
        write("db/beforeMigrate.sql", "select 1;");
        write("db/R__r.sql", "select 1;");
        FlywaySettings flyway = Settings.in("filesystem:db").flyway();
        MigrationPlan plan = finder.plan(folder, flyway, Optional.empty(), Optional.of("1"));
        assertThat(plan.callbacks()).extracting(Migration::script).containsExactly("beforeMigrate.sql");
        Path out = MigrationFolder.write(plan.applied(), folder.resolve("out"));
        MigrationFolder.write(plan.callbacks(), out);
        assertThat(Files.readAllBytes(out.resolve("sub/V1__a.sql"))).isEqualTo(bytes);
        assertThat(out.resolve("sub/V1__a.sql.conf")).hasContent("executeInTransaction=false\n");
        assertThat(out.resolve("beforeMigrate.sql")).exists();
        assertThat(out.resolve("R__r.sql")).doesNotExist();
    }
}
