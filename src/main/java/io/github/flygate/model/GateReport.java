package io.github.flygate.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything flygate has to say after a run; what the reports print.
 *
 * @param folder of the project in its git repository, with {@code /}; empty for the repository's top, or when there is
 *     no repository
 * @param rules all that there are, sorted by id, whether or not they found anything
 */
public record GateReport(
        String toolVersion, Severity failOn, String folder, List<RuleCard> rules, List<DatabaseReport> databases) {
    public GateReport {
        rules = List.copyOf(rules);
        databases = List.copyOf(databases);
    }

    /** A report that knows nothing of rules without findings, about the top of a repository. */
    public GateReport(String toolVersion, Severity failOn, List<DatabaseReport> databases) {
        this(toolVersion, failOn, "", List.of(), databases);
    }

    public Verdict verdict() {
        return databases.stream().flatMap(db -> db.findings().stream()).anyMatch(finding -> finding.fails(failOn))
                ? Verdict.FAIL
                : Verdict.PASS;
    }

    public enum Verdict {
        PASS,
        FAIL;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum Answer {
        YES,
        NO,
        UNKNOWN
    }

    /**
     * One database of the project.
     *
     * @param engine {@code embedded}, {@code docker}, {@code server}; {@code none} for the static pass alone
     * @param postgres the server's version such as {@code 18.6}; empty when none ran
     * @param history empty when there is no base to compare with
     * @param findings sorted by place, then rule; all of them, suppressed and refuted ones too
     * @param settings the server settings that decide what happens, as the server reported them
     * @param notes sentences about what was not looked at, or how
     */
    public record DatabaseReport(
            String name,
            String engine,
            String postgres,
            String flyway,
            Base base,
            List<MigrationReport> migrations,
            Canary canary,
            Optional<History> history,
            List<Finding> findings,
            Coverage coverage,
            SortedMap<String, String> settings,
            List<String> notes,
            Timings timings) {
        public DatabaseReport {
            migrations = List.copyOf(migrations);
            findings = List.copyOf(findings);
            settings = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(settings));
            notes = List.copyOf(notes);
        }

        public Answer rollingUpdateSafe() {
            return canary.rollingUpdateSafe();
        }
    }

    /**
     * What the pending migrations are added to.
     *
     * @param ref the git ref or version that was asked for; empty when there is no base
     * @param commit the commit it was resolved to; empty when it is no git ref
     * @param version the highest version of the base; empty when it has none
     */
    public record Base(String ref, String commit, String version, int migrations) {}

    /**
     * One pending migration.
     *
     * @param kind {@code sql}, {@code java} or {@code repeatable}
     * @param traced whether Flyway ran it here
     * @param completed whether it went through; a migration that Flyway refused did not
     * @param durationMs how long Flyway took for it; 0 when it was not traced
     */
    public record MigrationReport(
            String script,
            String file,
            String version,
            String description,
            String kind,
            boolean transactional,
            boolean traced,
            boolean completed,
            double durationMs,
            List<StatementReport> statements) {
        public MigrationReport {
            statements = List.copyOf(statements);
        }
    }

    /**
     * One statement of a pending migration.
     *
     * @param kind such as {@code alter_table} or {@code create_index}; {@code unknown} when nobody could read it
     * @param parsed whether its text was read
     * @param effects what it did; null when it did not run
     */
    public record StatementReport(
            Span span,
            String sql,
            String kind,
            boolean parsed,
            @Nullable Effects effects) {}

    /** Counts that show how much was looked at. */
    public record Coverage(
            int scripts, int scriptsTraced, int statements, int statementsRead, int statementsTraced, int refuted) {}

    /** Milliseconds; 0 for what did not run. */
    public record Timings(double restoreMs, double migrateMs, double contractMs, double totalMs) {}
}
