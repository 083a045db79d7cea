package io.github.flygate.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.flygate.fix.Rewriter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What holds for every file in {@code rules/}, without a database. A new rule needs no change here. */
class RuleFilesTest {
    private static final Path FOLDER = Path.of("rules");
    private static final Path TABLE = FOLDER.resolve("README.md");
    private static final Set<String> HOSTS = Set.of(
            "www.postgresql.org",
            "wiki.postgresql.org",
            "documentation.red-gate.com",
            "jdbc.postgresql.org",
            "www.pgbouncer.org");
    private static final List<String> GITHUB = List.of("/flyway/", "/postgres/", "/pgjdbc/");

    @TestFactory
    Stream<DynamicTest> everyFileIsARule() throws IOException {
        return files().stream()
                .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> {
                    RuleFile file = read(path);
                    RuleBook.verifyConditions(List.of(file));
                    assertThat(file.rule().id() + ".md")
                            .isEqualTo(path.getFileName().toString());
                    assertThat(file.rule().title()).doesNotEndWith(".").matches("\\p{Lu}.*");
                    assertThat(file.rule().links()).allMatch(RuleFilesTest::isTrusted);
                    assertThat(file.rule().fix())
                            .satisfiesAnyOf(
                                    fix -> assertThat(fix).isEmpty(),
                                    fix -> assertThat(Rewriter.forms()).contains(fix));
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyMarkNamesARule() throws IOException {
        RuleBook book = RuleBook.of(rules());
        return book.rules().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.id().value(),
                        () -> assertThat(rule.examples())
                                .flatMap(Example::expectations)
                                .allSatisfy(mark -> assertThat(book.find(mark.ruleId()))
                                        .as(mark.ruleId())
                                        .isPresent())));
    }

    /** Every danger is told by a rule or elsewhere, every rule tells one. */
    @Test
    void everyDangerIsTold() throws IOException {
        Set<String> ids = rules().stream().map(rule -> rule.id().value()).collect(Collectors.toSet());

        assertThat(Danger.all()).hasSize(91).allSatisfy(danger -> {
            assertThat(ids).containsAll(danger.rules());
            assertThat(danger.rules().isEmpty() && danger.note().isEmpty()).isFalse();
        });
        assertThat(Danger.all().stream().flatMap(danger -> danger.rules().stream()))
                .containsAll(ids);
    }

    @Test
    void thereAreRulesAndAllOfThemShip() throws IOException {
        assertThat(RuleBook.load(Optional.empty()).rules())
                .isNotEmpty()
                .isEqualTo(RuleBook.of(rules()).rules());
    }

    @Test
    void theTableOfRulesIsCurrent() throws IOException {
        String expected = RuleTable.of(rules());
        if (Boolean.getBoolean("golden.update")) {
            if ("true".equals(System.getenv("CI"))) {
                fail("golden files are not updated in CI");
            }
            Files.writeString(TABLE, expected);
        }

        assertThat(Files.readString(TABLE, StandardCharsets.UTF_8))
                .as("rules/README.md; bring it up to date with -Dgolden.update=true")
                .isEqualTo(expected);
    }

    @Test
    void everyJavaCheckHasItsRuleFile() throws IOException {
        Set<String> wanted = Set.copyOf(rules().stream()
                .filter(Rule::javaCheck)
                .map(rule -> JavaChecks.className(rule.id()))
                .toList());
        Path classes = Path.of("target", "classes", "io", "github", "flygate", "rule", "check");
        List<String> found = !Files.isDirectory(classes) ? List.of() : classNames(classes);

        assertThat(found).allMatch(wanted::contains);
    }

    @Test
    void linksGoOnlyToTrustedHosts() {
        assertThat(isTrusted("https://www.postgresql.org/docs/current/")).isTrue();
        assertThat(isTrusted("https://github.com/flyway/flyway/issues/3497")).isTrue();
        assertThat(isTrusted("https://github.com/someone/else")).isFalse();
        assertThat(isTrusted("https://www.postgresql.org.example.com/")).isFalse();
        assertThat(isTrusted("https://www.postgresql.org@example.com/")).isFalse();
    }

    private static boolean isTrusted(String link) {
        URI uri = URI.create(link);
        String host = String.valueOf(uri.getHost());
        return HOSTS.contains(host)
                || (host.equals("github.com") && GITHUB.stream().anyMatch(uri.getPath()::startsWith));
    }

    private static List<String> classNames(Path classes) throws IOException {
        try (Stream<Path> entries = Files.list(classes)) {
            return entries.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("$") && !name.contains("-"))
                    .map(name -> "io.github.flygate.rule.check." + name.replace(".class", ""))
                    .toList();
        }
    }

    private static List<Rule> rules() throws IOException {
        return files().stream().map(path -> read(path).rule()).toList();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> entries = Files.list(FOLDER)) {
            return entries.filter(path -> path.toString().endsWith(".md") && !path.equals(TABLE))
                    .sorted()
                    .toList();
        }
    }

    private static RuleFile read(Path path) {
        try {
            return RuleFile.read("rules/" + path.getFileName(), Files.readString(path));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
