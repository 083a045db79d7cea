package io.github.flygate.cli;

import io.github.flygate.config.Secrets;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Nearest;
import io.github.flygate.report.Reports;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
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
        boolean debug = command.getCommandSpec().root().userObject() instanceof FlygateCommand root && root.debug();
        if (!(thrown instanceof FlygateException failure)) {
            return unforeseen(thrown, debug);
        }
        if (debug) {
            trace(failure);
        }
        say(failure.getMessage() == null ? failure.code().name() : failure.getMessage(), failure.hint());
        return failure.code().exitCode();
    }

    int unforeseen(Throwable thrown, boolean debug) {
        if (debug) {
            trace(thrown);
        }
        say(
                "flygate failed in a way that nobody foresaw: " + thrown,
                "run it again with --debug and report what it prints");
        return ErrorCode.INTERNAL.exitCode();
    }

    @Override
    public int handleParseException(ParameterException thrown, String[] arguments) {
        CommandSpec command = thrown.getCommandLine().getCommandSpec();
        // Somebody may have typed a password where none is taken.
        say(Secrets.mask(message(thrown, command)), "`" + command.qualifiedName() + " --help` shows how it is used");
        return ErrorCode.USAGE.exitCode();
    }

    private static String message(ParameterException thrown, CommandSpec command) {
        if (!(thrown instanceof UnmatchedArgumentException unmatched)) {
            String message = thrown.getMessage() == null ? "wrong use" : thrown.getMessage();
            return message.startsWith("Error: ") ? message.substring("Error: ".length()) : message;
        }
        String first = unmatched.getUnmatched().get(0);
        List<String> near = unmatched.isUnknownOption()
                ? unmatched.getSuggestions()
                : Nearest.to(first, command.subcommands().keySet()).stream().toList();
        String what = unmatched.isUnknownOption()
                ? "unknown option " + first.replaceFirst("=.*", "")
                : command.subcommands().isEmpty() ? "one argument too many: " + first : "unknown command " + first;
        return what + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?");
    }

    private void trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        terminal.err().println(Reports.harmless(trace.toString()));
    }

    /** Messages quote file names, which may hold anything. */
    private void say(String message, String hint) {
        terminal.err().println(Reports.harmless("flygate: error: " + message));
        if (!hint.isEmpty()) {
            terminal.err().println(Reports.harmless("  what to do: " + hint));
        }
        terminal.err().flush();
    }
}
