package io.github.flygate.cli;

import io.github.flygate.config.GateConfig;
import io.github.flygate.gate.Gate;
import io.github.flygate.migration.Committed;
import io.github.flygate.model.Alternative;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.Fixes;
import io.github.flygate.model.FlygateException;
import io.github.flygate.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "fix",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Says pending migrations in other words, in which nobody waits and nothing breaks, and runs those on a copy",
            "of the base before it shows them: they go through, end the finding, and make the same catalog.",
            "A migration that the base has is never touched."
        },
        footer = {
            "",
            "Examples:",
            "  flygate fix                 show the files",
            "  flygate fix --write         and write them, after a question"
        })
final class FixCommand implements Callable<Integer> {
    private static final String CONF = ".conf";
    private static final String LATER = ".later";

    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "DIR", defaultValue = ".", description = "The project's folder.")
    private Path project = Path.of(".");

    @Mixin
    private ProjectOptions projectOptions = new ProjectOptions();

    @Option(
            names = "--write",
            description = {
                "Write the files. The pending migration that they replace must be committed, so that git can give it back;",
                "what belongs into a later release is kept beside it under a name that Flyway passes over."
            })
    private boolean write;

    @Mixin
    private Confirmation confirmation = new Confirmation();

    FixCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<GateConfig> configs = projectOptions.load(terminal, project);
        Gate gate = CheckCommand.gate(terminal);
        List<Fixes> fixes;
        try (ConsoleProgress progress = new ConsoleProgress(terminal)) {
            fixes = gate.fixes(configs, progress);
        }
        StarterFolder folder = new StarterFolder(configs.get(0).project());
        Set<String> replaced = new TreeSet<>();
        Set<String> settings = new TreeSet<>();
        for (Fixes database : fixes) {
            for (Alternative alternative : database.alternatives()) {
                show(alternative);
                if (alternative.holds()) {
                    collect(alternative, folder);
                    replaced.add(alternative.file());
                    settings.addAll(alternative.settings());
                }
            }
            say(database);
        }
        if (replaced.isEmpty()) {
            say("nothing to write");
        } else if (write) {
            write(configs.get(0).project(), folder, replaced);
        } else {
            say("flygate fix --write writes " + (folder.files().size() == 1 ? "this file" : "these files"));
        }
        settings.forEach(
                setting -> say("set " + setting + ", or CONCURRENTLY waits for Flyway's own session for ever"));
        return 0;
    }

    private void show(Alternative alternative) {
        say("");
        if (!alternative.holds()) {
            say(alternative.file() + ": no other words for " + String.join(", ", alternative.rules()) + ": "
                    + alternative.refused());
            return;
        }
        say(alternative.file() + ": ends " + String.join(", ", alternative.rules()));
        for (Alternative.File file : alternative.files()) {
            say("\n--- " + file.path() + "\n" + file.text().strip());
            if (!file.conf().isEmpty()) {
                say("\n--- " + file.path() + CONF + "\n" + file.conf().strip());
            }
        }
        for (Alternative.File file : alternative.later()) {
            say("\n--- in a later release, when nothing uses the old name any more\n"
                    + file.text().strip());
        }
    }

    private void say(Fixes fixes) {
        say("");
        fixes.others().forEach(line -> say("left as it is: " + line));
    }

    private static void collect(Alternative alternative, StarterFolder folder) {
        for (Alternative.File file : alternative.files()) {
            folder.add(file.path(), file.text());
            if (!file.conf().isEmpty()) {
                folder.add(file.path() + CONF, file.conf());
            }
        }
        StringBuilder later = new StringBuilder();
        alternative.later().forEach(file -> later.append(file.text()));
        if (!later.isEmpty()) {
            folder.add(alternative.file() + LATER, later.toString());
        }
    }

    private void write(Path root, StarterFolder folder, Set<String> replaced) {
        folder.verify();
        for (String file : replaced) {
            if (!Committed.holds(root.resolve(file))) {
                throw new FlygateException(
                        ErrorCode.USAGE,
                        file + " has changes that are not committed; nothing was written",
                        "commit it first, so that its text is not lost");
            }
        }
        List<String> others = new ArrayList<>(folder.replaced());
        others.removeAll(replaced);
        if (!others.isEmpty()) {
            throw new FlygateException(
                    ErrorCode.USAGE, others.get(0) + " is there already; nothing was written", "move it away");
        }
        confirmation.require(terminal, "replace " + String.join(" and ", replaced));
        folder.write().forEach(this::say);
        for (String file : replaced) {
            if (!folder.files().containsKey(file)) {
                remove(root.resolve(file));
                say("removed  " + file + ", of which nothing is left in this release");
            }
        }
    }

    private static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new FlygateException(
                    ErrorCode.IO, "cannot remove " + file + ": " + e.getMessage(), "remove it yourself", e);
        }
    }

    /** SQL and names are whoever's. */
    private void say(String text) {
        terminal.out().println(Reports.harmless(text));
    }
}
