package io.github.flygate.gate;

import io.github.flygate.base.ProjectBase;
import io.github.flygate.config.GateConfig;
import io.github.flygate.contract.FromNothingRequest;
import io.github.flygate.contract.OtherWordsPass;
import io.github.flygate.fix.Part;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.MigrationPlan;
import io.github.flygate.migration.NewNames;
import io.github.flygate.model.Alternative;
import io.github.flygate.model.Alternative.File;
import io.github.flygate.model.Finding;
import io.github.flygate.model.Fixes;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.Progress;
import io.github.flygate.model.Severity;
import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.Engine;
import io.github.flygate.sql.ScriptReading;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says pending migrations in other words, and runs these on the snapshot before it shows them: they must go through, end the
 * findings, bring no new error, and make the same catalog.
 */
final class Alternatives {
    private static final int ROUNDS = 8;
    private static final String OPEN_LOCK = "flyway.postgresql.transactional.lock=false";

    private final GateConfig config;
    private final MigrationPlan plan;
    private final PreparedRules rules;
    private final LocalDate today;
    private final Engine engine;
    private final Progress progress;

    Alternatives(
            GateConfig config,
            MigrationPlan plan,
            PreparedRules rules,
            LocalDate today,
            Engine engine,
            Progress progress) {
        this.config = config;
        this.plan = plan;
        this.rules = rules;
        this.today = today;
        this.engine = engine;
        this.progress = progress;
    }

    /** @param report what the check says of the migrations as they are */
    Fixes of(DatabaseReport report) {
        OtherWords words = words(report);
        List<Tried> tried = words.changed().isEmpty() ? List.of() : tried(report, words);
        Set<String> replaced = tried.stream()
                .map(Tried::alternative)
                .filter(Alternative::holds)
                .map(Alternative::file)
                .collect(Collectors.toSet());
        Stream<Finding> untouched = report.findings().stream()
                .filter(finding -> !replaced.contains(finding.span().file()));
        Stream<Finding> remaining =
                tried.stream().filter(one -> one.alternative().holds()).flatMap(one -> one.remaining().stream());
        List<String> others = Stream.concat(untouched, remaining)
                .filter(finding -> finding.status().counts() && finding.severity() != Severity.INFO)
                .map(finding -> finding.span() + ": " + finding.rule().value() + ": " + finding.message())
                .toList();
        return new Fixes(tried.stream().map(Tried::alternative).toList(), others);
    }

    /** @param remaining what the check says of its files */
    private record Tried(Alternative alternative, List<Finding> remaining) {}

    private List<Tried> tried(DatabaseReport report, OtherWords words) {
        List<Tried> together = tried(words, report);
        if (together.size() == 1
                || together.stream().allMatch(one -> one.alternative().holds())) {
            return together;
        }
        List<Tried> alone = new ArrayList<>();
        for (Migration migration : words.changed()) {
            alone.addAll(tried(words.only(Set.of(migration)), report));
        }
        return alone;
    }

    /** What is said differently may have findings of its own, which are ended as well, as far as the text shows them. */
    private OtherWords words(DatabaseReport report) {
        OtherWords words = new OtherWords(config, plan, rules.await().book());
        List<Finding> findings = report.findings().stream().filter(words::asks).toList();
        Set<String> asked = findings.stream().map(TrialVerdict::key).collect(Collectors.toSet());
        Set<String> old = plan.pending().stream().map(Migration::file).collect(Collectors.toSet());
        List<ScriptReading> readings = check(plan, config).read();
        for (int round = 0; round < ROUNDS && words.rewrite(readings, findings); round++) {
            DatabaseCheck check = check(words.plan(), config);
            readings = check.read();
            findings = check.lint(readings).findings().stream()
                    .filter(words::asks)
                    .filter(finding -> asked.contains(TrialVerdict.key(finding))
                            || !old.contains(finding.span().file()))
                    .toList();
        }
        return words;
    }

    private DatabaseCheck check(MigrationPlan some, GateConfig with) {
        return new DatabaseCheck(with, some, HistoryPass.NONE, rules, today);
    }

    private List<Tried> tried(OtherWords words, DatabaseReport before) {
        progress.step("running the alternatives");
        MigrationPlan other = words.plan();
        GateConfig with = needsOpenLock(words) ? config.withTransactionalLock(false) : config;
        DatabaseReport after = check(other, with).check(engine, Progress.none());
        List<String> differences = sameCatalog(words, with);
        TrialVerdict verdict = new TrialVerdict(before, after, differences);
        return words.changed().stream()
                .map(migration -> new Tried(
                        alternative(words, migration, verdict.refused(words, migration, names(words, migration))),
                        verdict.remaining(names(words, migration))))
                .toList();
    }

    private boolean needsOpenLock(OtherWords words) {
        return words.changed().stream().anyMatch(migration -> needsOpenLock(words, migration));
    }

    /** CONCURRENTLY waits for the session that holds Flyway's lock as long as that has a transaction open. */
    private boolean needsOpenLock(OtherWords words, Migration migration) {
        return config.flyway().transactionalLock()
                && words.files(migration).orElse(List.of()).stream()
                        .anyMatch(file -> file.content().matches("(?is).*\\bconcurrently\\b.*"));
    }

    private List<String> sameCatalog(OtherWords words, GateConfig with) {
        List<Migration> files = new ArrayList<>(words.plan().pending());
        List<Migration> known = new ArrayList<>(plan.head());
        for (Migration migration : words.changed()) {
            for (Part part : words.later(migration)) {
                Migration last = NewNames.last(migration, known, config.flyway(), part.text());
                known.add(last);
                files.add(last);
            }
        }
        Copying copying = new Copying(engine, ProjectBase.of(with, plan), Progress.none());
        try (Database one = copying.openWithoutRows();
                Database other = copying.openWithoutRows()) {
            return OtherWordsPass.differences(
                    one,
                    other,
                    files,
                    new FromNothingRequest(
                            with.project(),
                            with.flyway(),
                            DatabaseCheck.flywayFact(with),
                            plan,
                            copying.base().timeZone(),
                            with.timeLimit()));
        }
    }

    private static Set<String> names(OtherWords words, Migration migration) {
        return words.files(migration).orElse(List.of()).stream()
                .map(Migration::file)
                .collect(Collectors.toSet());
    }

    private Alternative alternative(OtherWords words, Migration migration, String refused) {
        return new Alternative(
                migration.file(),
                List.copyOf(words.rules(migration)),
                words.files(migration).orElse(List.of()).stream()
                        .map(file -> new File(file.file(), file.content(), file.conf()))
                        .toList(),
                words.later(migration).stream()
                        .map(part -> new File("", part.text(), ""))
                        .toList(),
                needsOpenLock(words, migration) ? List.of(OPEN_LOCK) : List.of(),
                refused);
    }
}
