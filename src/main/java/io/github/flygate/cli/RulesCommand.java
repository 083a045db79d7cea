package io.github.flygate.cli;

import io.github.flygate.config.GateConfig;
import io.github.flygate.report.Reports;
import io.github.flygate.rule.Rule;
import io.github.flygate.rule.RuleBook;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Lists the rules, with the project's own; makes and tries rules of your own.",
        footer = {
            "",
            "Examples:",
            "  flygate rules",
            "  flygate rules new tables-have-plural-names     a rule file to begin with",
            "  flygate rules test .flygate/rules              run the examples of your own rules"
        })
final class RulesCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "DIR", defaultValue = ".", description = "The project's folder.")
    private Path project = Path.of(".");

    @Mixin
    private ProjectOptions projectOptions = new ProjectOptions();

    RulesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    static Map<String, Class<?>> subcommands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("test", RulesTestCommand.class);
        commands.put("new", RulesNewCommand.class);
        return commands;
    }

    @Override
    public Integer call() {
        Optional<Path> folder =
                projectOptions.load(terminal, project).stream().findFirst().flatMap(GateConfig::rulesFolder);
        for (Rule rule : RuleBook.load(folder).rules()) {
            terminal.out().printf("%-32s %-8s %s%n", rule.id(), rule.severity().id(), Reports.harmless(rule.title()));
        }
        return 0;
    }
}
