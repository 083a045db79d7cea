package io.github.flygate.cli;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in two lines and chooses the exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Terminal terminal;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        if (thrown instanceof ParameterException wrongUse) {
            return handleParseException(wrongUse, new String[0]);
        }
        if (command.getCommandSpec().root().userObject() instanceof FlygateCommand root && root.debug()) {
            thrown.printStackTrace(terminal.err());
        }
        if (thrown instanceof FlygateException failure) {
            say(failure.getMessage() == null ? failure.code().name() : failure.getMessage(), failure.hint());
            return failure.code().exitCode();
        }
        say(
                "flygate failed in a way that nobody foresaw: " + thrown,
                "run it again with --debug and report what it prints");
        return ErrorCode.INTERNAL.exitCode();
    }

    @Override
    public int handleParseException(ParameterException thrown, String[] arguments) {
        say(
                thrown.getMessage() == null ? "wrong use" : thrown.getMessage(),
                "`" + thrown.getCommandLine().getCommandSpec().qualifiedName() + " --help` shows how it is used");
        if (arguments.length > 0) {
            UnmatchedArgumentException.printSuggestions(thrown, terminal.err());
        }
        return ErrorCode.USAGE.exitCode();
    }

    private void say(String message, String hint) {
        terminal.err().println("flygate: error: " + message);
        if (!hint.isEmpty()) {
            terminal.err().println("  what to do: " + hint);
        }
        terminal.err().flush();
    }
}
