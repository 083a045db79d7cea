package io.github.flygate.cli;

import io.github.flygate.config.GateConfig;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.LockMode;
import io.github.flygate.report.Reports;
import io.github.flygate.rule.Rule;
import io.github.flygate.rule.RuleBook;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prints the page of a rule, or what a lock mode blocks.",
        footer = {"", "Examples:", "  flygate explain index-create-blocking", "  flygate explain AccessExclusiveLock"})
final class ExplainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "RULE", description = "A rule's id, or a lock mode as in pg_locks.mode.")
    private String what = "";

    @Mixin
    private ProjectOptions projectOptions = new ProjectOptions();

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Optional<LockMode> mode = LockMode.ofPgName(what);
        if (mode.isPresent()) {
            print(mode.get());
            return 0;
        }
        Optional<Path> folder =
                projectOptions.load(terminal, Path.of(".")).stream().findFirst().flatMap(GateConfig::rulesFolder);
        RuleBook book = RuleBook.load(folder);
        print(book.find(what).orElseThrow(() -> unknown(book)));
        return 0;
    }

    private FlygateException unknown(RuleBook book) {
        return new FlygateException(
                ErrorCode.USAGE,
                "there is no rule or lock mode " + what,
                book.nearest(what)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("`flygate rules` lists the rules; lock modes are those of pg_locks.mode"));
    }

    private void print(LockMode mode) {
        terminal.out().println(mode.pgName());
        terminal.out().println("  blocks reads:  " + (mode.blocksReads() ? "yes, every SELECT waits" : "no"));
        terminal.out()
                .println("  blocks writes: " + (mode.blocksWrites() ? "yes, INSERT, UPDATE and DELETE wait" : "no"));
        terminal.out().println("  https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES");
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
