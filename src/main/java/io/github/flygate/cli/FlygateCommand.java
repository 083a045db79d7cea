package io.github.flygate.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

@Command(
        name = "flygate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Checks the Flyway migrations of a pull request against a real PostgreSQL:",
            "what blocks, what fails, what breaks the version that still runs."
        },
        footer = {
            "",
            "Examples:",
            "  flygate check                      check what this branch adds to the base branch",
            "  flygate check --base origin/main samples/bookstore",
            "  flygate lint db/V42__x.sql         read one file, without a database",
            "",
            "Exit codes: 0 pass, 1 findings, 2 wrong use or configuration, 3 flygate could not look."
        },
        synopsisSubcommandLabel = "COMMAND")
final class FlygateCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print the stack trace of an error.")
    private boolean debug;

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "a command is missing");
    }

    boolean debug() {
        return debug;
    }
}
