package io.github.flygate.cli;

import io.github.flygate.rule.RuleBook;
import java.util.Arrays;
import java.util.Set;
import picocli.CommandLine;

/** The entry point. */
public final class Main {
    private static final Set<String> NEEDS_RULES = Set.of("check", "lint");

    private Main() {}

    public static void main(String[] arguments) {
        if (arguments.length > 0 && NEEDS_RULES.contains(arguments[0])) {
            // A fifth of a second, in which the command line and the configuration can be read beside it.
            RuleBook.begin();
        }
        System.exit(run(Terminal.ofProcess(), arguments));
    }

    /** Runs a command line and returns its exit code. */
    static int run(Terminal terminal, String... arguments) {
        CommandLine commands = new CommandLine(new FlygateCommand(), new CommandFactory(terminal));
        Subcommands.addTo(commands, arguments);
        commands.setOut(terminal.out());
        commands.setErr(terminal.err());
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setUsageHelpWidth(100);
        Failures failures = new Failures(terminal);
        commands.setExecutionExceptionHandler(failures);
        commands.setParameterExceptionHandler(failures);
        int code = execute(commands, failures, arguments);
        terminal.out().flush();
        terminal.err().flush();
        return code;
    }

    /** What picocli lets through would end the JVM with 1, which says that there are findings. */
    private static int execute(CommandLine commands, Failures failures, String... arguments) {
        try {
            return commands.execute(arguments);
        } catch (StackOverflowError | OutOfMemoryError | LinkageError | AssertionError e) {
            return failures.unforeseen(e, Arrays.asList(arguments).contains("--debug"));
        }
    }
}
