package io.github.flygate.cli;

import io.github.flygate.config.ConfigLoader;
import io.github.flygate.config.GateConfig;
import io.github.flygate.init.CiSystem;
import io.github.flygate.init.PostgresSign;
import io.github.flygate.init.ProjectSigns;
import io.github.flygate.init.StarterFiles;
import io.github.flygate.migration.MigrationFinder;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Writes flygate.yml and a file for the project's CI system, from what the project shows: Flyway's",
            "configuration, a version of PostgreSQL, .github, .gitlab-ci.yml, Jenkinsfile or .drone.yml. It",
            "asks before it replaces a file, and writes nothing outside of the project's folder."
        },
        footer = {
            "",
            "Examples:",
            "  flygate init --dry-run             show the files, write nothing",
            "  flygate init services/orders --ci gitlab"
        })
final class InitCommand implements Callable<Integer> {
    private static final String NONE = "none";
    private static final int SHOWN = 5;

    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "DIR", defaultValue = ".", description = "The project's folder.")
    private Path project = Path.of(".");

    @Option(
            names = "--ci",
            paramLabel = "SYSTEM",
            description = "github, gitlab, jenkins, drone or none. Repeatable. Default: those whose files are in DIR.")
    private List<String> systems = List.of();

    @Option(names = "--dry-run", description = "Print the files, write nothing.")
    private boolean dryRun;

    @Mixin
    private Confirmation confirmation = new Confirmation();

    InitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<CiSystem> wanted = wanted();
        GateConfig flyway = new ConfigLoader(terminal.environment()).withoutFile(project);
        Path folder = real(flyway.project());
        ProjectSigns signs = ProjectSigns.of(folder);
        List<CiSystem> ci = systems.isEmpty() ? signs.ci() : wanted;
        int migrations = new MigrationFinder(terminal.environment())
                .asFound(folder, flyway.flyway())
                .size();
        Optional<String> location = migrations == 0 && signs.migrationFolders().size() == 1
                ? Optional.of("filesystem:" + signs.migrationFolders().get(0))
                : Optional.empty();
        sayFound(flyway, signs, migrations);

        StarterFolder starter = new StarterFolder(folder);
        starter.add(configurationName(folder), StarterFiles.configuration(signs, location));
        ci.forEach(system -> starter.add(system.file(), StarterFiles.pipeline(system)));
        if (dryRun) {
            starter.files().forEach((name, text) -> terminal.out().print("\n--- " + name + "\n" + text));
            return 0;
        }
        starter.verify();
        List<String> replaced = starter.replaced();
        if (!replaced.isEmpty()) {
            confirmation.require(terminal, "replace " + String.join(" and ", replaced));
        }
        say("");
        starter.write().forEach(this::say);
        sayNext(signs, ci, migrations > 0 || location.isPresent());
        return 0;
    }

    private List<CiSystem> wanted() {
        return systems.stream()
                .filter(system -> !system.equals(NONE))
                .map(system -> CiSystem.of(system)
                        .orElseThrow(() -> new FlygateException(
                                ErrorCode.USAGE,
                                "option --ci: there is no file for " + system,
                                "use github, gitlab, jenkins, drone or none")))
                .toList();
    }

    /** Links above the project are the user's own affair; those inside are not. */
    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new FlygateException(ErrorCode.IO, "cannot read " + folder, "check its permissions", e);
        }
    }

    /** The one that is there; two would be refused by every other command. */
    private static String configurationName(Path folder) {
        List<String> names = StarterFiles.configurationNames();
        return names.stream()
                .filter(name -> Files.exists(folder.resolve(name)))
                .findFirst()
                .orElse(names.get(0));
    }

    private void sayFound(GateConfig flyway, ProjectSigns signs, int migrations) {
        String origin = flyway.values().stream()
                .filter(value -> value.key().equals("flyway.locations"))
                .map(GateConfig.Value::origin)
                .findFirst()
                .orElse("default");
        say("Flyway:     " + String.join(", ", flyway.flyway().locations()) + " (" + origin + "), "
                + (migrations == 1 ? "1 migration" : migrations + " migrations"));
        if (migrations == 0) {
            List<String> folders = signs.migrationFolders();
            say("            "
                    + (folders.isEmpty()
                            ? "no folder holds files such as V1__x.sql"
                            : "there are migrations in " + some(folders)));
        }
        Optional<PostgresSign> used = signs.usable();
        say("PostgreSQL: "
                + used.map(sign -> sign.major() + ", from " + sign.place())
                        .orElse("no version is named in what was looked at"));
        List<String> others = signs.postgres().stream()
                .filter(sign -> used.isEmpty() || sign.major() != used.get().major())
                .map(sign -> sign.major() + " in " + sign.place())
                .toList();
        if (!others.isEmpty()) {
            say("            also " + some(others));
        }
        say("CI:         "
                + (signs.ci().isEmpty()
                        ? "no files of a system that flygate knows"
                        : signs.ci().stream()
                                .map(ci -> ci.title() + " (" + ci.sign() + ")")
                                .collect(Collectors.joining(", "))));
    }

    private static String some(List<String> texts) {
        String first = texts.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return texts.size() > SHOWN ? first + " and " + (texts.size() - SHOWN) + " more" : first;
    }

    private void sayNext(ProjectSigns signs, List<CiSystem> ci, boolean migrations) {
        List<String> steps = new ArrayList<>();
        steps.add(
                signs.usable().isPresent()
                        ? "compare postgres in the configuration with production's version"
                        : "put production's version of PostgreSQL into the configuration");
        if (!migrations) {
            steps.add(
                    signs.migrationFolders().isEmpty()
                            ? "say where the migrations are: flyway: { locations: [filesystem:db] }"
                            : "say which folder is meant, or run `flygate init` in the folder of each database's project");
        }
        steps.add("in a branch with a new migration: flygate check"
                + (project.equals(Path.of(".")) ? "" : " " + project));
        ci.forEach(system -> steps.add(system.title() + ": " + system.file() + ": " + system.use()));
        if (ci.isEmpty()) {
            steps.add("a file for your pipeline: flygate init --ci github, gitlab, jenkins or drone");
        }
        if (Version.current().endsWith("-SNAPSHOT") && !ci.isEmpty()) {
            steps.add("this flygate is no release: put it into a Maven repository that the pipeline reads");
        }
        say("\nNext:");
        for (int i = 0; i < steps.size(); i++) {
            say("  " + (i + 1) + ". " + steps.get(i));
        }
    }

    /** Names of files are the project's. */
    private void say(String text) {
        terminal.out().println(Reports.harmless(text));
    }
}
