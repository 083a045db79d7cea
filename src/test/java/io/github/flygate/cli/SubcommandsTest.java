package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SubcommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Terminal terminal =
            new Terminal(InputStream.nullInputStream(), new PrintWriter(out), new PrintWriter(err), false, Map.of());

    @Test
    void only_the_command_that_is_called_is_read() {
        CommandLine root = new CommandLine(new FlygateCommand(), new CommandFactory(terminal));

        Subcommands.addTo(root, "lint", "a.sql");

        assertThat(root.getSubcommands()).containsOnlyKeys("lint");
    }

    @Test
    void only_the_command_on_snapshots_that_is_called_is_read() {
        CommandLine root = new CommandLine(new FlygateCommand(), new CommandFactory(terminal));

        Subcommands.addTo(root, "snapshot", "list", "--project", ".");

        assertThat(root.getSubcommands()).containsOnlyKeys("snapshot");
        assertThat(root.getSubcommands().values())
                .allSatisfy(snapshot -> assertThat(snapshot.getSubcommands()).containsOnlyKeys("list"));
    }

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
    void each_command_has_its_help(String command) {
        assertThat(Main.run(terminal, command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: flygate " + command, "--debug");
    }

    @Test
    void help_lists_all_commands() {
        assertThat(Main.run(terminal, "--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "  check",
                        "  lint",
                        "  baseline",
                        "  comment",
                        "  snapshot",
                        "  facts",
                        "  init",
                        "  config",
                        "  rules",
                        "  explain",
                        "  completion");
    }

    @Test
    void completion_knows_all_commands() {
        assertThat(Main.run(terminal, "completion")).isZero();
        assertThat(out.toString())
                .contains("check lint fix baseline comment snapshot facts init config rules explain completion");
    }

    @Test
    void a_command_that_is_not_there_is_wrong_use_and_the_nearest_one_is_named() {
        assertThat(Main.run(terminal, "chekc")).isEqualTo(2);
        assertThat(err.toString()).contains("check");
    }
}
