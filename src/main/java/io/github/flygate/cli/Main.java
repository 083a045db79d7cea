package io.github.flygate.cli;

import java.util.Arrays;
import picocli.CommandLine;

/** The entry point. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
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
