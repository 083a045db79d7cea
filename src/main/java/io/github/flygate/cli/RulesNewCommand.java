package io.github.flygate.cli;

import io.github.flygate.config.ConfigLoader;
import io.github.flygate.config.ConfigLoader.Options;
import io.github.flygate.config.GateConfig;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.RuleId;
import io.github.flygate.report.Reports;
import io.github.flygate.rule.RuleBook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Writes a rule file to begin with, whose examples pass `flygate rules test`.",
        footer = {
            "",
            "Examples:",
            "  flygate rules new tables-have-plural-names",
            "  flygate rules new tables-have-plural-names --folder db/rules"
        })
final class RulesNewCommand implements Callable<Integer> {
    private static final String SCAFFOLD = "new-rule.md";
    private static final String DEFAULT_FOLDER = ".flygate/rules";

    private final Terminal terminal;

    @Parameters(paramLabel = "ID", description = "The rule's id: lower-case words joined by hyphens.")
    private String id = "";

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where to. Default: rules: folder in flygate.yml, else " + DEFAULT_FOLDER + ".")
    private Optional<Path> folder = Optional.empty();

    RulesNewCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        verifyId();
        GateConfig config = new ConfigLoader(terminal.environment())
                .load(Path.of("."), Options.none())
                .get(0);
        Path target = folder.or(config::rulesFolder).orElse(Path.of(DEFAULT_FOLDER));
        Path file = target.resolve(id + ".md");
        try {
            Files.createDirectories(target);
            Files.writeString(file, scaffold(), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new FlygateException(
                    ErrorCode.USAGE, "there is already " + e.getFile(), "choose another id, or change that file", e);
        } catch (IOException e) {
            throw new FlygateException(ErrorCode.IO, "cannot write " + file + ": " + e.getMessage(), "", e);
        }
        terminal.out().println(Reports.harmless("wrote " + file));
        terminal.out().println(Reports.harmless("try it:  flygate rules test " + target));
        if (config.rulesFolder().isEmpty()) {
            terminal.out().println(Reports.harmless("use it:  in flygate.yml, rules: { folder: " + target + " }"));
        }
        return 0;
    }

    private void verifyId() {
        try {
            RuleId checked = new RuleId(id);
            if (RuleBook.load(Optional.empty()).find(checked.value()).isPresent()) {
                throw new FlygateException(
                        ErrorCode.USAGE,
                        "flygate itself has a rule " + id,
                        "choose another id; one that begins with your team's name stays free");
            }
        } catch (IllegalArgumentException e) {
            throw new FlygateException(
                    ErrorCode.USAGE, id + " is no rule id", "write lower-case words joined by hyphens", e);
        }
    }

    private String scaffold() throws IOException {
        try (InputStream file = Objects.requireNonNull(RulesNewCommand.class.getResourceAsStream(SCAFFOLD))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("RULE-ID", id);
        }
    }
}
