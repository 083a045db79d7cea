package io.github.flygate.gate;

import io.github.flygate.base.ProjectPlan;
import io.github.flygate.config.ConfigLoader;
import io.github.flygate.config.ConfigLoader.Options;
import io.github.flygate.config.GateConfig;
import io.github.flygate.migration.GitProject;
import io.github.flygate.migration.MigrationPlan;
import io.github.flygate.model.Finding;
import io.github.flygate.model.Progress;
import io.github.flygate.rule.Example;
import io.github.flygate.rule.Example.Part;
import io.github.flygate.rule.RuleBook;
import io.github.flygate.snapshot.TestServer;
import io.github.flygate.sql.ScriptReading;
import io.github.flygate.trace.TraceResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An example of a rule as the Flyway project it stands for, read and run once; rules can then be asked about it as often
 * as wanted.
 */
final class ExampleRun {
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);
    private static final String BASE_VERSION = "1";

    private final Example example;
    private final GateConfig config;
    private final DatabaseCheck check;
    private final List<ScriptReading> readings;
    private final Observations seen;

    private ExampleRun(
            Example example, GateConfig config, DatabaseCheck check, List<ScriptReading> readings, Observations seen) {
        this.example = example;
        this.config = config;
        this.check = check;
        this.readings = readings;
        this.seen = seen;
    }

    /** Writes it into an empty folder, and lets Flyway run it on a database of its own. */
    static ExampleRun of(Example example, String postgres, Path folder) {
        GateConfig config = config(folder, postgres, write(example, folder), example.settings());
        MigrationPlan plan = ProjectPlan.find(config, Map.of(), config.history().also());
        DatabaseCheck check = new DatabaseCheck(config, plan, PreparedRules.of(config, RuleBook.of(List.of())), TODAY);
        List<ScriptReading> readings = new ArrayList<>();
        Observations seen = check.observe(TestServer.of(postgres), readings, Progress.none());
        return new ExampleRun(example, config, check, List.copyOf(readings), seen);
    }

    /** Returns how the base is named: where it holds files beside its schema, a branch; else a version. */
    private static String write(Example example, Path folder) {
        Path migrations = folder.resolve("src/main/resources/db/migration");
        StringBuilder settings = new StringBuilder();
        example.settings().forEach((key, value) -> {
            if (!key.startsWith(Example.GATE)) {
                settings.append("flyway.").append(key).append('=').append(value).append('\n');
            }
        });
        try {
            Files.createDirectories(migrations);
            Files.writeString(folder.resolve("flyway.conf"), settings);
            Files.writeString(migrations.resolve("V1__base.sql"), "-- the schema before\n");
            for (Part part : example.parts()) {
                if (part.isBase()) {
                    write(folder, baseFile(part), part);
                }
            }
            boolean byBranch = example.parts().stream()
                    .anyMatch(part -> part.isBase() && !part.file().equals(Example.BASE));
            if (byBranch) {
                branches(example, folder);
            }
            for (Part part : example.parts()) {
                if (part.file().equals(Example.CONTRACT)) {
                    Files.createDirectories(folder.resolve("contract"));
                    Files.writeString(folder.resolve("contract").resolve(part.file()), part.sql());
                    Files.writeString(folder.resolve("flygate.yml"), "contract: { complete: true }\n");
                } else if (part.file().endsWith(".csv")) {
                    Files.writeString(folder.resolve(part.file()), part.sql());
                } else if (part.isRemoval()) {
                    Files.delete(migrations.resolve(part.name()));
                } else if (!part.isBase() && !part.isAbout() && part.branch().isEmpty()) {
                    write(folder, part.file(), part);
                }
            }
            if (byBranch) {
                try (GitProject git = GitProject.in(folder)) {
                    git.add();
                }
            }
            return byBranch ? "base.ref=main" : "base.version=" + BASE_VERSION;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Commits the base on main, lets the other branches go on from there, and ends on one of its own. */
    private static void branches(Example example, Path folder) throws IOException {
        try (GitProject git = GitProject.in(folder)) {
            git.commit();
            git.branch("feature");
            for (String branch : List.of("main", "other")) {
                List<Part> theirs = example.parts().stream()
                        .filter(part -> part.branch().equals(branch))
                        .toList();
                if (!theirs.isEmpty()) {
                    if (branch.equals("main")) {
                        git.checkout("main");
                    } else {
                        git.branch(branch);
                    }
                    for (Part part : theirs) {
                        write(folder, part.name(), part);
                    }
                    git.commit();
                    git.checkout("feature");
                }
            }
        }
    }

    private static void write(Path folder, String name, Part part) throws IOException {
        String parent = name.endsWith(".java") ? "src/main/java/db/migration/" : "src/main/resources/db/migration/";
        Path file = folder.resolve(name.contains("/") ? name : parent + name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, part.sql());
    }

    private static String baseFile(Part part) {
        return part.file().equals(Example.BASE) ? "V1__base.sql" : part.file().substring(Example.BASE.length() + 1);
    }

    private static GateConfig config(Path folder, String postgres, String base, Map<String, String> settings) {
        String[] setting = base.split("=", 2);
        Options options = Options.none()
                .with("postgres", postgres, "--postgres")
                .with(setting[0], setting[1], "--base")
                .with("cache", folder.resolve("cache").toString(), "--cache");
        for (Map.Entry<String, String> each : settings.entrySet()) {
            if (each.getKey().startsWith(Example.GATE)) {
                String key = each.getKey().substring(Example.GATE.length());
                options = options.with(key, each.getValue(), "flygate.yml");
            }
        }
        return new ConfigLoader(Map.of()).load(folder, options).get(0);
    }

    Example example() {
        return example;
    }

    List<ScriptReading> readings() {
        return readings;
    }

    TraceResult trace() {
        return seen.trace();
    }

    /** What counts for the verdict when the text alone is known. */
    List<Finding> lint(RuleBook book) {
        return counting(check.judge(PreparedRules.of(config, book), readings, Optional.empty()));
    }

    /** What counts for the verdict when it was run. */
    List<Finding> check(RuleBook book) {
        return counting(check.judge(PreparedRules.of(config, book), readings, Optional.of(seen)));
    }

    private static List<Finding> counting(Judgement judgement) {
        return judgement.findings().stream()
                .filter(finding -> finding.status().counts())
                .toList();
    }
}
