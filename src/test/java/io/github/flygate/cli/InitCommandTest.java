package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.flygate.cli.CliProject.Outcome;
import io.github.flygate.config.ConfigLoader;
import io.github.flygate.config.GateConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitCommandTest {
    private static final Path SAMPLES = Program.CHECKOUT.resolve("samples/ci");

    @TempDir
    Path temp;

    private CliProject shop;

    @BeforeEach
    void aProject() {
        shop = CliProject.in(temp.resolve("shop")).migration("V1__book.sql", "create table book (id bigint);\n");
    }

    @Test
    void whatDiffersFromTheDefaultsIsWrittenWithItsPlace() throws IOException {
        shop.file("docker-compose.yml", "services:\n  db:\n    image: postgres:15.4-alpine\n");

        Outcome outcome = init();

        assertThat(outcome.code()).as(outcome.toString()).isZero();
        assertThat(outcome.out())
                .contains(
                        "filesystem:src/main/resources/db/migration (default), 1 migration\n",
                        "PostgreSQL: 15, from docker-compose.yml:3\n",
                        "wrote    flygate.yml\n",
                        "Next:\n");
        assertThat(read("flygate.yml")).contains("\npostgres: 15 # seen in docker-compose.yml:3;");
        assertThat(written().postgres()).isEqualTo("15");
        assertThat(tree()).containsExactly("docker-compose.yml", "flygate.yml", CliProject.MIGRATIONS + "V1__book.sql");
    }

    @ParameterizedTest
    @CsvSource({
        "compose.yaml, '    image: ghcr.io/shop/postgres:17', 17",
        "compose.yaml, '    image: timescale/timescaledb:2.1-pg16', 18",
        "compose.yaml, '    image: timescale/timescaledb:latest-pg16', 16",
        "db/Dockerfile, FROM postgis/postgis:14-3.4, 14",
        ".github/workflows/ci.yml, '        image: postgres:13', 13",
        "src/test/java/Db.java, 'new PostgreSQLContainer<>(\"postgres:12\");', 12",
        "src/test/resources/application.properties, 'spring.datasource.url=jdbc:tc:postgresql:16:///shop', 16",
        "build.gradle, 'implementation \"org.postgresql:postgresql:16.7.4\"', 18",
        "build.gradle, 'implementation \"org.flywaydb:flyway-database-postgresql:13.0.0\"', 18",
        "compose.yaml, '  # image: postgres:13', 18",
        "compose.yaml, '    image: postgres:9.6', 18",
        "compose.yaml, '    image: postgres:160', 18",
        "compose.yaml, '    image: not-postgres:16', 18",
        "compose.yaml, '    image: postgres', 18",
        "notes.txt, 'postgres:16', 18"
    })
    void theVersionComesFromWhatNamesOne(String file, String line, String version) {
        shop.file(file, line + "\n");

        assertThat(init("--ci", "none").code()).isZero();

        assertThat(written().postgres()).isEqualTo(version);
    }

    @Test
    void theServerThatDevelopersStartCountsBeforeTheTestsAndTheOthersAreNamed() {
        shop.file("compose.yml", "image: postgres:16\n").file("src/test/java/Db.java", "run(\"postgres:14\");\n");

        assertThat(init().out()).contains("16, from compose.yml:1\n", "also 14 in src/test/java/Db.java:1\n");
    }

    @Test
    void flywaysOwnConfigurationIsNotRepeated() throws IOException {
        shop.file("flyway.conf", "flyway.locations=filesystem:sql\n").file("sql/V1__a.sql", "select 1;\n");

        assertThat(init().out()).contains("filesystem:sql (flyway.conf:1), 1 migration\n");
        assertThat(read("flygate.yml")).doesNotContain("locations");
    }

    @Test
    void aFolderThatNothingNamesBecomesTheLocation() throws IOException {
        Files.delete(shop.folder().resolve(CliProject.MIGRATIONS + "V1__book.sql"));
        shop.file("db/sql \"x\" #é/V1__a.sql", "select 1;\n");

        assertThat(init().code()).isZero();

        assertThat(written().flyway().locations()).containsExactly("filesystem:db/sql \"x\" #é");
    }

    @Test
    void ofSeveralFoldersNoneIsGuessed() throws IOException {
        Files.delete(shop.folder().resolve(CliProject.MIGRATIONS + "V1__book.sql"));
        shop.file("a/V1__a.sql", "select 1;\n").file("b/V1__b.sql", "select 1;\n");

        assertThat(init().out()).contains("there are migrations in a, b\n", "run `flygate init` in the folder of each");
        assertThat(read("flygate.yml")).doesNotContain("locations");
    }

    @ParameterizedTest
    @CsvSource({
        ".gitlab-ci.yml, .gitlab/flygate.yml, gitlab/.gitlab-ci.yml",
        "Jenkinsfile, flygate.Jenkinsfile, jenkins/Jenkinsfile",
        ".drone.yml, .drone.flygate.yml, drone/.drone.yml",
        ".github/CODEOWNERS, .github/workflows/flygate.yml,"
                + " ../../src/main/resources/io/github/flygate/init/github.yml"
    })
    void theCiSystemThatIsThereGetsItsFile(String sign, String file, String sample) throws IOException {
        shop.file(sign, "\n");

        assertThat(init().out()).contains("wrote    " + file + "\n");

        assertThat(read(file)).isEqualTo(Files.readString(SAMPLES.resolve(sample)));
        assertThat(read(sign)).isEqualTo("\n");
    }

    @Test
    void anUnknownSystemIsWrongUse() {
        init("--ci", "travis")
                .refused(2, "option --ci: there is no file for travis", "use github, gitlab, jenkins, drone or none");
    }

    @Test
    void aDryRunPrintsAndWritesNothing() throws IOException {
        Outcome outcome = init("--dry-run", "--ci", "github");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("--- flygate.yml\n", "postgres: 18", "--- .github/workflows/flygate.yml\n");
        assertThat(tree()).containsExactly(CliProject.MIGRATIONS + "V1__book.sql");
    }

    @Test
    void withoutATerminalNothingThatExistsIsReplaced() throws IOException {
        shop.file("flygate.yml", "postgres: 14\n");

        Outcome outcome = init("--ci", "github");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("flygate would replace flygate.yml, and there is no terminal", "add --yes");
        assertThat(tree()).containsExactly("flygate.yml", CliProject.MIGRATIONS + "V1__book.sql");
        assertThat(read("flygate.yml")).isEqualTo("postgres: 14\n");
    }

    @Test
    void whoIsAskedDecides() throws IOException {
        shop.file("flygate.yml", "postgres: 14\n");

        assertThat(answering("n\n")).isEqualTo(2);
        assertThat(read("flygate.yml")).isEqualTo("postgres: 14\n");
        assertThat(answering("y\n")).isZero();
        assertThat(read("flygate.yml")).contains("postgres: 18");
    }

    @Test
    void aSecondTimeEverythingIsThereAndNobodyIsAsked() {
        assertThat(init("--ci", "github").code()).isZero();

        assertThat(init("--ci", "github").out())
                .contains("kept     flygate.yml, which", "kept     .github/workflows/flygate.yml, which");
    }

    @Test
    void theOtherNameOfTheConfigurationIsKept() throws IOException {
        shop.file("flygate.yaml", "postgress: broken\n");

        assertThat(init("--yes").out()).contains("replaced flygate.yaml\n");

        assertThat(written().postgres()).isEqualTo("18");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nothingIsWrittenThroughALink() throws IOException {
        Path outside = Files.createDirectories(temp.resolve("outside"));
        Files.createSymbolicLink(shop.folder().resolve(".github"), outside);

        Outcome outcome = init("--yes");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(".github/workflows/flygate.yml is not written: .github is a link");
        assertThat(outside).isEmptyDirectory();
        assertThat(shop.folder().resolve("flygate.yml")).doesNotExist();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aConfigurationThatIsALinkIsNotFollowed() throws IOException {
        Path outside = Files.writeString(temp.resolve("profile"), "precious\n");
        Files.createSymbolicLink(shop.folder().resolve("flygate.yml"), outside);

        assertThat(init("--yes").err()).contains("flygate.yml is not written: flygate.yml is a link");
        assertThat(outside).hasContent("precious\n");

        Files.delete(outside);
        assertThat(init("--yes").code()).isEqualTo(2);
        assertThat(outside).doesNotExist();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void namesOfFilesEndNoLineAndReachNoTerminal() throws IOException {
        shop.file("a\nfailOn: info\n::error::#\u001b[31m/Dockerfile", "FROM postgres:16\n");

        Outcome outcome = init();

        assertThat(outcome.code()).as(outcome.toString()).isZero();
        assertThat(outcome.out()).doesNotContain("\u001b", "\nfailOn", "\n::");
        assertThat(written().postgres()).isEqualTo("16");
        assertThat(written().failOn().id()).isEqualTo("error");
        assertThat(read("flygate.yml").lines().filter(line -> line.startsWith("postgres:")))
                .hasSize(1);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void strangeFilesAreNoObstacle() throws IOException {
        shop.file("compose.yml", new byte[] {0, (byte) 0xff, (byte) 0xfe, 10, 13, 0})
                .file("docker-compose.yml", "a: &a [*a, *a]\n" + "x".repeat(100_000) + " postgres:16\n")
                .file("docker-compose.big.yml", "image: postgres:17\n" + "#\n".repeat(400_000))
                .file("src/test/java/A.java", "\"" + "a/".repeat(900) + "\"\n");
        Files.createSymbolicLink(shop.folder().resolve("loop"), shop.folder());
        Files.createSymbolicLink(shop.folder().resolve("compose.yaml"), Path.of("/dev/zero"));

        assertThat(init().code()).isZero();
        assertThat(written().postgres()).isEqualTo("18");
    }

    @Test
    void whatIsNoFolderIsWrongUse() {
        assertThat(CliProject.run("init", temp.resolve("none").toString()).code())
                .isEqualTo(2);
    }

    private Outcome init(String... options) {
        return CliProject.run(Stream.concat(Stream.of("init", shop.folder().toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    private int answering(String answer) {
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                true,
                Map.of());
        return Main.run(terminal, "init", shop.folder().toString());
    }

    private String read(String name) throws IOException {
        return Files.readString(shop.folder().resolve(name));
    }

    /** The new configuration, which the schema accepts as well. */
    private GateConfig written() {
        try (InputStream schema = ConfigLoader.class.getResourceAsStream("flygate.schema.json");
                Stream<Path> files = Files.list(shop.folder())) {
            Path file = files.filter(path -> path.getFileName().toString().matches("flygate\\.ya?ml"))
                    .findFirst()
                    .orElseThrow();
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(Objects.requireNonNull(schema))
                            .validate(Files.readString(file), InputFormat.YAML))
                    .isEmpty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return new ConfigLoader(Map.of())
                .load(shop.folder(), ConfigLoader.Options.none())
                .get(0);
    }

    private List<String> tree() throws IOException {
        try (Stream<Path> files = Files.walk(shop.folder())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> shop.folder().relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
