package io.github.flygate.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs {@link Fixtures} as a build tool would. */
@Tag("db")
class FlygateDatabaseTest {
    private static final Map<String, String> PARALLEL = Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "4");

    @BeforeAll
    static void projects() throws IOException {
        Path project = Path.of(Fixtures.PROJECT);
        String cache = "cache: " + Path.of("target/test-cache").toAbsolutePath() + "\n";
        write(project.resolve("flygate.yml"), cache + "roles: [reader]\n");
        write(project.resolve("src/main/resources/db/migration/V1__account.sql"), """
                create table account (id bigint generated always as identity, owner text);
                create schema "Odd one";
                alter database "${flyway:database}" set search_path to "Odd one", public;
                alter role "${flyway:user}" in database "${flyway:database}" set work_mem to '7MB';
                alter database "${flyway:database}" set lock_timeout to '7s';
                revoke temporary on database "${flyway:database}" from public;
                grant create on database "${flyway:database}" to reader;
                """);
        Path broken = Path.of(Fixtures.PROJECT + "-broken");
        write(broken.resolve("flygate.yml"), cache);
        write(broken.resolve("src/main/resources/db/migration/V1__broken.sql"), "create tabel account (id bigint);\n");
        Path several = Path.of(Fixtures.PROJECT + "-several");
        write(several.resolve("flygate.yml"), cache + """
                        databases:
                          orders: { flyway: { locations: [filesystem:orders] } }
                          billing: { flyway: { locations: [filesystem:billing] } }
                        """);
        write(several.resolve("orders/V1__orders.sql"), "create table orders (id bigint);\n");
        write(several.resolve("billing/V1__bill.sql"), "create table bill (id bigint);\n");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @BeforeEach
    void forget() {
        Fixtures.SEEN.clear();
        Fixtures.CONNECTIONS.clear();
    }

    @Test
    void each_class_has_a_copy_for_itself() {
        passes(3, Fixtures.FirstTest.class, Fixtures.SecondTest.class, Fixtures.ThirdTest.class);

        assertThat(Fixtures.SEEN).hasSize(3);
    }

    @Test
    void all_copies_of_a_project_are_on_one_server() {
        passes(2, Fixtures.FirstTest.class, Fixtures.SecondTest.class);
        passes(1, Fixtures.ThirdTest.class);

        assertThat(Fixtures.SEEN.values().stream()
                        .map(database -> database.url().replaceFirst("/[^/]*$", ""))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void a_copy_is_gone_afterwards() {
        passes(1, Fixtures.LeavesSessionsOpenTest.class);

        for (TestDatabase database : Fixtures.SEEN.values()) {
            assertThat(catchThrowable(() -> database.connect().close())).hasMessageContaining("does not exist");
        }
    }

    @Test
    void the_methods_of_a_class_and_of_its_nested_classes_share_its_copy() {
        passes(4, Fixtures.SharedByItsMethodsTest.class);
    }

    @Test
    void each_method_has_a_copy_for_itself_when_asked_for() {
        passes(4, Fixtures.PerMethodTest.class);

        assertThat(Fixtures.SEEN).hasSize(4);
    }

    @Test
    void constructors_lifecycle_methods_and_fields_get_the_same_copy() throws Exception {
        passes(2, Fixtures.OneInstanceTest.class, Fixtures.StaticFieldTest.class);

        for (Connection connection : Fixtures.CONNECTIONS.values()) {
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void classes_and_methods_run_in_parallel() {
        TestExecutionSummary summary = run(PARALLEL, Fixtures.MeetingHereTest.class, Fixtures.MeetingThereTest.class);

        assertThat(failures(summary)).isEmpty();
        assertThat(Fixtures.SEEN).hasSize(4);
    }

    @Test
    void settings_and_privileges_of_the_database_are_copied_too() {
        passes(1, Fixtures.BelongingsTest.class);
    }

    @Test
    void one_of_several_databases_is_chosen_by_its_name() {
        passes(1, Fixtures.ThisOneTest.class);

        assertThat(failures(run(Map.of(), Fixtures.WhichOneTest.class)))
                .containsExactly("flygate.yml names several databases: billing, orders\n"
                        + "Say which one, such as @FlygateDatabase(database = \"billing\").");
    }

    @Test
    void a_class_fails_with_what_to_do_when_its_database_cannot_be_built() {
        List<String> failures =
                failures(run(Map.of(), Fixtures.BrokenMigrationTest.class, Fixtures.BrokenMigrationToTest.class));

        assertThat(failures)
                .hasSize(2)
                .allSatisfy(message -> assertThat(message)
                        .startsWith("the base cannot be built: src/main/resources/db/migration/V1__broken.sql:1: ")
                        .contains("\nthe migrations of the base must go through on an empty database"));
    }

    @Test
    void wrong_use_is_explained() {
        assertThat(failures(run(Map.of(), Fixtures.AsksTooEarlyTest.class)))
                .singleElement()
                .asString()
                .contains("with scope METHOD a database belongs to one test method");
        assertThat(failures(run(Map.of(), Fixtures.AsksForSomethingElseTest.class)))
                .singleElement()
                .asString()
                .contains("@Flygate cannot give a java.lang.StringBuilder");
    }

    private static void passes(int tests, Class<?>... classes) {
        TestExecutionSummary summary = run(Map.of(), classes);

        assertThat(failures(summary)).isEmpty();
        assertThat(summary.getTestsSucceededCount()).isEqualTo(tests);
    }

    private static List<String> failures(TestExecutionSummary summary) {
        return summary.getFailures().stream()
                .map(failure -> String.valueOf(failure.getException().getMessage()))
                .toList();
    }

    private static TestExecutionSummary run(Map<String, String> configuration, Class<?>... classes) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(Stream.of(classes)
                                        .map(type -> selectClass(type))
                                        .toList())
                                .configurationParameters(configuration)
                                .build(),
                        listener);
        return listener.getSummary();
    }
}
