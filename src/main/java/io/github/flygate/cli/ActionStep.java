package io.github.flygate.cli;

import io.github.flygate.github.RunnerFiles;
import io.github.flygate.model.FlygateException;
import io.github.flygate.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntSupplier;

/** A step of the Action: what keeps it from looking is said in the run's summary, as annotation and for the comment too. */
final class ActionStep {
    private final Terminal terminal;
    private final ActionInputs inputs;
    private final RunnerFiles runner;

    ActionStep(Terminal terminal) {
        this.terminal = terminal;
        this.inputs = new ActionInputs(terminal.environment());
        this.runner = new RunnerFiles(terminal.environment());
    }

    ActionInputs inputs() {
        return inputs;
    }

    RunnerFiles runner() {
        return runner;
    }

    int run(IntSupplier work) {
        try {
            return work.getAsInt();
        } catch (FlygateException e) {
            String message = String.valueOf(e.getMessage());
            failed(e.hint().isEmpty() ? message : message + "\n  what to do: " + e.hint());
            throw e;
        } catch (RuntimeException e) {
            failed("flygate failed in a way that nobody foresaw: " + e);
            throw e;
        }
    }

    /** @param said why there is no report */
    void failed(String said) {
        String text = said.isBlank() ? "no report was written" : said.strip();
        terminal.out().println(Reports.failureAnnotation(text));
        terminal.out().flush();
        runner.summary(Reports.failureMarkdown(text));
        try {
            Path file = Files.createDirectories(inputs.reportDir()).resolve("failure.txt");
            OutputFile.write(file, text + "\n");
            runner.output("failure", file.toString());
        } catch (IOException | FlygateException e) {
            // The comment then says that there is no report, and no more.
        }
    }
}
