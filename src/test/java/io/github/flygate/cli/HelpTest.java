package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.cli.CliProject.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check",
                "lint",
                "comment",
                "snapshot",
                "facts",
                "init",
                "config",
                "rules",
                "explain",
                "completion"
            })
    void everyCommandHasHelpWithAnExample(String command) {
        Outcome outcome = CliProject.run(command, "--help");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .startsWith("Usage: flygate " + command)
                .containsPattern("Examples?:\n.*flygate " + command);
        assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(CliProject.run("--help").out()).contains("  " + command + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"save", "list", "restore", "remove", "rename", "replace", "gc", "start", "stop"})
    void everyCommandOnSnapshotsHasHelpWithAnExample(String command) {
        Outcome outcome = CliProject.run("snapshot", command, "--help");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .startsWith("Usage: flygate snapshot " + command)
                .contains("--debug")
                .containsPattern("Examples?:\n  flygate snapshot " + command);
        assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(CliProject.run("snapshot", "--help").out()).contains("  " + command + " ");
    }

    @Test
    void everyCommandOnFactsHasHelpWithAnExample() {
        Outcome outcome = CliProject.run("facts", "export", "--help");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .startsWith("Usage: flygate facts export")
                .contains("--debug", "FLYGATE_FACTS_PASSWORD")
                .containsPattern("Examples?:\n  flygate facts export");
        assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(CliProject.run("facts", "--help").out()).contains("  export ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"test", "new"})
    void everyCommandOnRulesHasHelpWithAnExample(String command) {
        Outcome outcome = CliProject.run("rules", command, "--help");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .startsWith("Usage: flygate rules " + command)
                .contains("--debug")
                .containsPattern("Examples?:\n  flygate rules " + command);
        assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(CliProject.run("rules", "--help").out()).contains("  " + command + " ");
    }

    @Test
    void theHelpOfAllNamesTheExitCodes() {
        assertThat(CliProject.run("--help").out())
                .contains("0 pass, 1 findings, 2 wrong use or configuration, 3 flygate could not look");
    }

    @Test
    void theVersionIsTheBuilds() {
        assertThat(CliProject.run("--version").out()).matches("flygate \\d+\\.\\d+\\.\\d+.*\n");
    }

    @Test
    void configPrintsEachValueWithItsOrigin() {
        Outcome outcome = CliProject.run(
                "config",
                CliProject.in(temp)
                        .file("flygate.yml", "postgres: 16\n")
                        .file("flyway.conf", "flyway.url=jdbc:postgresql://db/shop\nflyway.password=geheim\n")
                        .folder()
                        .toString());
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .containsPattern("postgres += 16 +flygate\\.yml:1\n")
                .containsPattern("failOn += error +default\n")
                .contains("flyway.conf:1")
                .doesNotContain("geheim");
    }

    @Test
    void aValueThatWouldBeACommandForTheCiLogIsPrintedHarmless() {
        Outcome outcome = CliProject.run(
                "config",
                CliProject.in(temp)
                        .file("flygate.yml", "flyway: { placeholders: { a: \"x\\n::error::y\\e[31m\" } }\n")
                        .folder()
                        .toString());
        assertThat(outcome.out()).contains("\\u003a:error::y\\u001b[31m");
    }

    @Test
    void rulesListsEveryRuleInALine() {
        Outcome outcome = CliProject.run("rules", temp.toString());
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).containsPattern("(?m)^index-create-blocking +error +\\S");
        assertThat(outcome.out().lines()).hasSizeGreaterThanOrEqualTo(25);
    }

    @Test
    void explainPrintsARulesPage() {
        Outcome outcome = CliProject.run("explain", "index-create-blocking");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .startsWith("index-create-blocking: ")
                .contains("\nWhy\n", "\nInstead\n", "concurrently", "\nSee also\n  https://");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void bashUnderstandsTheCompletion() throws IOException, InterruptedException {
        Outcome outcome = CliProject.run("completion");
        assertThat(outcome.code()).isZero();
        Process bash =
                new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        try (var in = bash.getOutputStream()) {
            in.write(outcome.out().getBytes(StandardCharsets.UTF_8));
        }
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(bash.waitFor()).isZero();
        assertThat(outcome.out()).contains("--base-version", "--older-than", "complete -F");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO_COLOR=1", "TERM=dumb"})
    void coloursAreForTerminalsThatWantThem(String variable) {
        String[] parts = variable.split("=", 2);
        assertThat(CliProject.terminal(java.util.Map.of(), true).colour()).isTrue();
        assertThat(CliProject.terminal(java.util.Map.of(), false).colour()).isFalse();
        assertThat(CliProject.terminal(java.util.Map.of(parts[0], parts[1]), true)
                        .colour())
                .isFalse();
    }
}
