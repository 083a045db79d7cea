package io.github.flygate.cli;

import io.github.flygate.config.ConfigLoader;
import io.github.flygate.config.ConfigLoader.Options;
import io.github.flygate.config.GateConfig;
import io.github.flygate.gate.Difference;
import io.github.flygate.gate.RuleTrial;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.report.Reports;
import io.github.flygate.rule.Example;
import io.github.flygate.rule.Rule;
import io.github.flygate.rule.RuleBook;
import io.github.flygate.snapshot.Engines;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Runs the examples of the project's own rules, by text alone and on a real PostgreSQL, and holds the",
            "findings against the expect: marks. 0: all agree, 1: some do not, 2 and 3: it could not be tried."
        },
        footer = {
            "",
            "Examples:",
            "  flygate rules test                              the folder that flygate.yml names",
            "  flygate rules test .flygate/rules",
            "  flygate rules test .flygate/rules --postgres 14 --postgres 18"
        })
final class RulesTestCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "The folder of the rule files. Default: rules: folder in flygate.yml.")
    private Optional<Path> rules = Optional.empty();

    @Option(names = "--project", paramLabel = "DIR", description = "The project's folder. Default: the current one.")
    private Path project = Path.of(".");

    @Option(
            names = "--postgres",
            paramLabel = "VERSION",
            description = "Major version to run them on. Repeatable. Default: the project's.")
    private List<String> versions = List.of();

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            description = "Where they run: embedded, docker or server. Default: the project's.")
    private Optional<String> engine = Optional.empty();

    @Option(names = "--cache", paramLabel = "DIR", description = "flygate's cache. Default: the user's cache folder.")
    private Optional<Path> cache = Optional.empty();

    private int tried;
    private int failed;

    RulesTestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RuleBook book = RuleBook.load(Optional.of(folder()));
        if (book.own().isEmpty()) {
            throw new FlygateException(
                    ErrorCode.CONFIGURATION,
                    "there are no rule files in " + folder(),
                    "flygate rules new ID --folder " + folder() + " makes one");
        }
        RuleTrial.verifyMarks(book);
        try (ConsoleProgress progress = new ConsoleProgress(terminal)) {
            for (GateConfig config : configs()) {
                terminal.out().println("PostgreSQL " + config.postgres());
                RuleTrial trial = new RuleTrial(book, config.postgres(), Engines.of(config, terminal.environment()));
                book.own().forEach(rule -> run(trial, rule, progress));
            }
        }
        terminal.out()
                .println(tried + (tried == 1 ? " example" : " examples") + " of "
                        + book.own().size()
                        + (book.own().size() == 1 ? " rule: " : " rules: ")
                        + (failed == 0 ? "all as marked" : failed + " not as marked"));
        return failed == 0 ? 0 : 1;
    }

    private void run(RuleTrial trial, Rule rule, ConsoleProgress progress) {
        if (!trial.concerns(rule)) {
            say("  skip  " + rule.source() + ": not about this version");
            return;
        }
        for (Example example : rule.examples()) {
            List<Difference> differences = trial.run(rule, example, progress);
            String place = rule.source() + ":" + example.line() + ": ";
            say((differences.isEmpty() ? "  pass  " : "  FAIL  ")
                    + place
                    + (example.bad() ? "Bad: " : "Good: ")
                    + example.title());
            differences.forEach(
                    difference -> say("        " + rule.source() + ":" + difference.line() + ": " + difference));
            tried++;
            failed += differences.isEmpty() ? 0 : 1;
        }
    }

    private void say(String line) {
        terminal.out().println(Reports.harmless(line));
        terminal.out().flush();
    }

    private Path folder() {
        return rules.or(() -> load(Optional.empty()).rulesFolder())
                .orElseThrow(() -> new FlygateException(
                        ErrorCode.USAGE,
                        "no folder of rules is named",
                        "give it, or name it in flygate.yml: rules: { folder: .flygate/rules }"));
    }

    private List<GateConfig> configs() {
        return versions.isEmpty()
                ? List.of(load(Optional.empty()))
                : versions.stream().map(version -> load(Optional.of(version))).toList();
    }

    private GateConfig load(Optional<String> version) {
        Options options = Options.none();
        if (version.isPresent()) {
            options = options.with("postgres", version.get(), "--postgres");
        }
        if (engine.isPresent()) {
            options = options.with("engine", engine.get(), "--engine");
        }
        if (cache.isPresent()) {
            options = options.with("cache", cache.get().toAbsolutePath().toString(), "--cache");
        }
        return new ConfigLoader(terminal.environment()).load(project, options).get(0);
    }
}
