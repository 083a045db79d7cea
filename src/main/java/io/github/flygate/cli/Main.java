package io.github.flygate.cli;

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
        commands.setOut(terminal.out());
        commands.setErr(terminal.err());
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setUsageHelpWidth(100);
        commands.setExecutionExceptionHandler(new Failures(terminal));
        commands.setParameterExceptionHandler(new Failures(terminal));
        int code = commands.execute(arguments);
        terminal.out().flush();
        terminal.err().flush();
        return code;
    }
}
