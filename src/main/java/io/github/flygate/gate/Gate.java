package io.github.flygate.gate;

import io.github.flygate.base.ProjectPlan;
import io.github.flygate.config.GateConfig;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.MigrationPlan;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.Fixes;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.GateReport.MigrationReport;
import io.github.flygate.model.Progress;
import io.github.flygate.model.RuleCard;
import io.github.flygate.model.RuleId;
import io.github.flygate.snapshot.Engine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Checks the databases of a project. */
public final class Gate {
    private final String toolVersion;
    private final Map<String, String> environment;
    private final Function<GateConfig, Engine> engines;
    private final LocalDate today;

    /**
     * @param engines the engine that a database is configured for
     * @param today decides which suppressions have expired
     */
    public Gate(
            String toolVersion,
            Map<String, String> environment,
            Function<GateConfig, Engine> engines,
            LocalDate today) {
        this.toolVersion = toolVersion;
        this.environment = Map.copyOf(environment);
        this.engines = engines;
        this.today = today;
    }

    /**
     * All passes: reads the pending migrations, runs them on a copy of the base, and judges both.
     *
     * @throws FlygateException when it could not look
     */
    public GateReport check(List<GateConfig> configs, Progress progress) {
        GateReport report = find(configs, progress);
        refuseBlindPass(report);
        return report;
    }

    /**
     * As {@link #check}, where the verdict is not asked for: what could not be run is only said.
     *
     * @throws FlygateException when it could not look
     */
    public GateReport find(List<GateConfig> configs, Progress progress) {
        List<DatabaseReport> reports = new ArrayList<>();
        List<PreparedRules> books = new ArrayList<>();
        for (GateConfig config : configs) {
            Engine engine = engines.apply(config);
            PreparedRules rules = prepared(config, books);
            progress.step("comparing the migrations with the base");
            MigrationPlan plan = plan(config);
            reports.add(new DatabaseCheck(config, plan, rules, today).check(engine, progress));
        }
        return report(configs, books, reports);
    }

    /**
     * Other words for the pending migrations that have findings, each run before it is shown.
     *
     * @return by database, in the order of the configurations
     * @throws FlygateException when it could not look
     */
    public List<Fixes> fixes(List<GateConfig> configs, Progress progress) {
        List<Fixes> found = new ArrayList<>();
        for (GateConfig config : configs) {
            Engine engine = engines.apply(config);
            PreparedRules rules = PreparedRules.begin(config);
            progress.step("comparing the migrations with the base");
            MigrationPlan plan = plan(config);
            DatabaseReport report = new DatabaseCheck(config, plan, rules, today).check(engine, progress);
            found.add(new Alternatives(config, plan, rules, today, engine, progress).of(report));
        }
        return found;
    }

    /** Whatever was suppressed or switched off: migrations that did not go through are no pass. */
    private static void refuseBlindPass(GateReport report) {
        for (DatabaseReport database : report.databases()) {
            int all = database.migrations().size();
            long run = database.migrations().stream()
                    .filter(MigrationReport::completed)
                    .count();
            if (report.verdict() == GateReport.Verdict.PASS && run < all) {
                throw new FlygateException(
                        ErrorCode.ENGINE,
                        "only " + run + " of " + all + " pending migrations of " + database.name() + " went through",
                        "a failure that is suppressed, or below --fail-on, is no pass: mend the migration that failed");
            }
        }
    }

    /** The static pass alone over the pending migrations of a project: no database. */
    public GateReport lint(List<GateConfig> configs, Progress progress) {
        List<DatabaseReport> reports = new ArrayList<>();
        List<PreparedRules> books = new ArrayList<>();
        for (GateConfig config : configs) {
            progress.step("reading the pending migrations");
            PreparedRules rules = prepared(config, books);
            reports.add(new DatabaseCheck(config, plan(config), rules, today).lint());
        }
        return report(configs, books, reports);
    }

    /** The static pass over single files, which are taken for pending one after the other. */
    public GateReport lintFiles(GateConfig config, List<Migration> files) {
        PreparedRules rules = PreparedRules.begin(config);
        MigrationPlan plan = MigrationPlan.withoutBase(files);
        return report(
                List.of(config),
                List.of(rules),
                List.of(new DatabaseCheck(config, plan, HistoryPass.NONE, rules, today).lint()));
    }

    private MigrationPlan plan(GateConfig config) {
        return ProjectPlan.find(config, environment, config.history().also());
    }

    private static PreparedRules prepared(GateConfig config, List<PreparedRules> books) {
        PreparedRules rules = PreparedRules.begin(config);
        books.add(rules);
        return rules;
    }

    private GateReport report(List<GateConfig> configs, List<PreparedRules> books, List<DatabaseReport> reports) {
        GateConfig first = configs.get(0);
        return new GateReport(toolVersion, first.failOn(), RepositoryFolder.of(first.project()), cards(books), reports);
    }

    /** Databases share the shipped rules; each may have some of its own. */
    private static List<RuleCard> cards(List<PreparedRules> books) {
        SortedMap<RuleId, RuleCard> cards = new TreeMap<>();
        for (PreparedRules rules : books) {
            rules.await().book().rules().forEach(rule -> cards.putIfAbsent(rule.id(), rule.card()));
        }
        return List.copyOf(cards.values());
    }
}
