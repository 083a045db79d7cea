package io.github.flygate.cli;

import io.github.flygate.github.Base;
import io.github.flygate.github.RunnerFiles;
import io.github.flygate.github.Workflow;
import io.github.flygate.report.Reports;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "base",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Fetches what the pull request, merge group or push is compared with, where the clone does not hold it, and",
            "sets the step's output base."
        },
        footer = {"", "Example:", "  INPUT_BASE_REF=main flygate action base"})
final class ActionBaseCommand implements Callable<Integer> {
    private final Terminal terminal;

    ActionBaseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ActionInputs inputs = new ActionInputs(terminal.environment());
        String base = Base.fetch(
                inputs.project(),
                Workflow.of(terminal.environment(), Optional.empty()),
                inputs.text("base-ref"),
                inputs.text("github-token"));
        new RunnerFiles(terminal.environment()).output("base", base);
        terminal.out().println(Reports.harmless("comparing with " + base));
        return 0;
    }
}
