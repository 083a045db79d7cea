package io.github.flygate.cli;

import io.github.flygate.config.GateConfig;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.LockMode;
import io.github.flygate.model.Nearest;
import io.github.flygate.report.Reports;
import io.github.flygate.rule.Rule;
import io.github.flygate.rule.RuleBook;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prints the page of a rule; of a lock mode, what it blocks and who takes it.",
        footer = {
            "",
            "Examples:",
            "  flygate explain index-create-blocking",
            "  flygate explain ACCESS EXCLUSIVE",
            "  flygate explain AccessExclusiveLock"
        })
final class ExplainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            arity = "1..*",
            paramLabel = "RULE",
            description = "A rule's id, or a lock mode by PostgreSQL's name or as in pg_locks.mode.")
    private List<String> words = List.of();

    @Mixin
    private ProjectOptions projectOptions = new ProjectOptions();

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Optional<Path> folder =
                projectOptions.load(terminal, Path.of(".")).stream().findFirst().flatMap(GateConfig::rulesFolder);
        RuleBook book = RuleBook.load(folder);
        String what = String.join(" ", words);
        Optional<LockMode> mode = LockMode.typed(what);
        if (mode.isPresent()) {
            new LockPage(mode.get()).print(terminal.out(), book.rules());
        } else {
            print(book.find(what).orElseThrow(() -> unknown(book, what)));
        }
        return 0;
    }

    private static FlygateException unknown(RuleBook book, String what) {
        List<String> modes =
                Arrays.stream(LockMode.values()).map(LockMode::sqlName).toList();
        return new FlygateException(
                ErrorCode.USAGE,
                "there is no rule or lock mode " + what,
                book.nearest(what)
                        .or(() -> Nearest.to(what, modes))
                        .map(near -> "did you mean " + near + "?")
                        .orElse("`flygate rules` lists the rules; lock modes are " + String.join(", ", modes)));
    }

    private void print(Rule rule) {
        PrintWriter out = terminal.out();
        out.println(rule.id() + ": " + Reports.harmless(rule.title()));
        out.println(
                "severity " + rule.severity().id() + ", hazard " + rule.hazard().id() + ", since " + rule.since());
        section("Why", rule.why());
        if (!rule.instead().isEmpty()) {
            section("Instead", rule.instead());
        }
        if (!rule.links().isEmpty()) {
            section("See also", String.join("\n", rule.links()));
        }
    }

    private void section(String title, String text) {
        terminal.out().println();
        terminal.out().println(title);
        Reports.harmless(text.strip())
                .lines()
                .forEach(line -> terminal.out().println(line.isEmpty() ? "" : "  " + line));
    }
}
