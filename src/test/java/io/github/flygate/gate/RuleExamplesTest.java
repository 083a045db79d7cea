package io.github.flygate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.flygate.model.Progress;
import io.github.flygate.rule.ConditionMutations;
import io.github.flygate.rule.ConditionMutations.Mutant;
import io.github.flygate.rule.Example;
import io.github.flygate.rule.Rule;
import io.github.flygate.rule.RuleBook;
import io.github.flygate.snapshot.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every example of every rule file on real servers, with all rules, and holds the findings against the marks. A new
 * rule needs no change here.
 */
@Tag("db")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuleExamplesTest {
    private static final List<String> VERSIONS = List.of("12", "15", "18");
    private static final String NEWEST = "18";
    private static final Path FIXTURES = Path.of("src/test/resources/io/github/flygate/gate");

    /** {@code -Dexamples=drop-column,truncate} runs those of some rules alone. */
    private static final Set<String> ONLY = Arrays.stream(
                    System.getProperty("examples", "").split(",", -1))
            .filter(id -> !id.isEmpty())
            .collect(Collectors.toSet());

    private final RuleBook book = RuleBook.load(Optional.empty());

    /** Running is what costs, so each example runs once per version, beside those of the other versions. */
    private final Map<String, Future<ExampleRun>> runs = new HashMap<>();

    private final Map<String, ExecutorService> servers =
            VERSIONS.stream().collect(Collectors.toMap(version -> version, v -> Executors.newSingleThreadExecutor()));

    private Path folder = Path.of("target");

    /** @param all one folder for the whole class: each test has another, and takes it away at its end */
    @BeforeAll
    void beginToRunThem(@TempDir Path all) {
        folder = all;
        chosen().forEach(rule -> VERSIONS.stream()
                .filter(version -> rule.appliesTo(major(version)))
                .forEach(version -> rule.examples().forEach(example -> begin(rule, example, version))));
    }

    @AfterAll
    void end() {
        servers.values().forEach(ExecutorService::shutdownNow);
    }

    @TestFactory
    Stream<DynamicContainer> everyExampleShowsWhatItsMarksSay() {
        return VERSIONS.stream()
                .map(version -> dynamicContainer(
                        "PostgreSQL " + version,
                        chosen().filter(rule -> rule.appliesTo(major(version)))
                                .map(rule -> dynamicContainer(
                                        rule.id().value(),
                                        rule.examples().stream()
                                                .map(example -> dynamicTest(
                                                        (example.bad() ? "Bad: " : "Good: ") + example.title(),
                                                        () -> verify(rule, example, version)))))));
    }

    private void verify(Rule rule, Example example, String version) {
        ExampleRun run = run(rule, example, version);
        Marks marks = new Marks(run, book, major(version));
        assertThat(marks.differences()).as(rule.source() + ":" + example.line()).isEmpty();
        assertThat(marks.unlikeObserved(rule))
                .as("%s:%d: observed", rule.source(), example.line())
                .isEmpty();
    }

    private Stream<Rule> chosen() {
        return book.rules().stream()
                .filter(rule -> ONLY.isEmpty() || ONLY.contains(rule.id().value()));
    }

    @TestFactory
    Stream<DynamicContainer> noWrongConditionGoesUnnoticed() {
        return chosen().filter(rule -> !rule.javaCheck())
                .map(rule -> dynamicContainer(
                        rule.id().value(),
                        ConditionMutations.of(rule.when()).stream()
                                .map(mutant -> dynamicTest(
                                        mutant.name(),
                                        () -> assertThat(isNoticed(rule, mutant))
                                                .as("an example of %s that comes out otherwise", rule.source())
                                                .isTrue()))));
    }

    private boolean isNoticed(Rule rule, Mutant mutant) {
        List<Rule> rules = new ArrayList<>(book.rules());
        rules.set(rules.indexOf(rule), ConditionMutations.mutated(rule, mutant));
        RuleBook wrong = RuleBook.of(rules);
        String version = VERSIONS.stream()
                .filter(candidate -> rule.appliesTo(major(candidate)))
                .reduce((older, newer) -> newer)
                .orElseThrow();
        return rule.examples().stream()
                .map(example -> run(rule, example, version))
                .anyMatch(run -> !Marks.outcome(run, wrong).equals(Marks.outcome(run, book)));
    }

    @Test
    void aWrongMarkFails() {
        RuleBook withFixture = RuleBook.load(Optional.of(FIXTURES.resolve("wrong-marks")));
        Rule rule = withFixture.find("wrong-marks").orElseThrow();

        assertThat(differences(withFixture, rule, 0))
                .containsExactly(
                        "lint: missing: V2__note.sql:2: wrong-marks", "check: missing: V2__note.sql:2: wrong-marks");
        assertThat(differences(withFixture, rule, 1))
                .hasSize(2)
                .allMatch(difference -> difference.contains(": surplus: V2__no_note.sql:2: drop-column ("));
        assertThat(differences(withFixture, rule, 2))
                .filteredOn(difference -> difference.startsWith("check: "))
                .hasSize(2)
                .anyMatch(difference -> difference.startsWith("check: surplus: V2__no_note.sql:3: drop-column ("))
                .contains("check: missing: V2__no_note.sql:2: drop-column");
        assertThat(differences(withFixture, rule, 3)).isEmpty();
    }

    private List<String> differences(RuleBook all, Rule rule, int example) {
        return new Marks(run(rule, rule.examples().get(example), NEWEST), all, major(NEWEST))
                .differences().stream().map(Difference::toString).toList();
    }

    @Test
    void addingARuleTouchesOneFile() throws IOException {
        RuleBook withOneMore = RuleBook.load(Optional.of(FIXTURES.resolve("one-more-rule")));
        Rule rule = withOneMore.find("one-more-rule").orElseThrow();

        assertThat(withOneMore.rules()).hasSize(book.rules().size() + 1);
        assertThat(rule.examples())
                .isNotEmpty()
                .allSatisfy(example -> assertThat(
                                new Marks(run(rule, example, NEWEST), withOneMore, major(NEWEST)).differences())
                        .isEmpty());
        assertThat(namedIn(Path.of("src/main"))).as("rules that a list names").isEmpty();
    }

    /** Files that name a shipped rule: there is no list of them to edit. */
    private List<String> namedIn(Path sources) throws IOException {
        List<String> ids = book.rules().stream()
                .map(rule -> rule.id().value())
                .filter(id -> id.contains("-"))
                .toList();
        List<String> named = new ArrayList<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                ids.stream()
                        .filter(id -> text.contains("\"" + id + "\""))
                        .forEach(id -> named.add(file + " names " + id));
            }
        }
        return named;
    }

    private ExampleRun run(Rule rule, Example example, String version) {
        begin(rule, example, version);
        try {
            return Objects.requireNonNull(runs.get(key(rule, example, version))).get();
        } catch (ExecutionException e) {
            throw new AssertionError(rule.source() + ":" + example.line(), e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void begin(Rule rule, Example example, String version) {
        ExecutorService server = Objects.requireNonNull(servers.get(version));
        runs.computeIfAbsent(
                key(rule, example, version),
                key -> server.submit(
                        () -> ExampleRun.of(example, version, TestServer.of(version), emptyFolder(), Progress.none())));
    }

    private static String key(Rule rule, Example example, String version) {
        return version + "/" + rule.id() + "/" + example.line();
    }

    private Path emptyFolder() {
        try {
            return Files.createTempDirectory(folder, "example");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int major(String version) {
        return Integer.parseInt(version);
    }
}
