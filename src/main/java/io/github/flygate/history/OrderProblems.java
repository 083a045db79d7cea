package io.github.flygate.history;

import io.github.flygate.fact.HistoryProblem;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.MigrationPlan;
import io.github.flygate.migration.Skew;
import io.github.flygate.model.FlywaySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.pattern.ValidatePattern;

/** Versions that come too late, or that other branches take. */
final class OrderProblems {
    private static final String NOT_APPLIED = "RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED";

    private final MigrationPlan plan;
    private final FlywaySettings flyway;
    private final List<Problem> problems = new ArrayList<>();

    private OrderProblems(MigrationPlan plan, FlywaySettings flyway) {
        this.plan = plan;
        this.flyway = flyway;
    }

    static List<Problem> of(MigrationPlan plan, FlywaySettings flyway) {
        OrderProblems found = new OrderProblems(plan, flyway);
        plan.pending().forEach(found::order);
        plan.skews().forEach(found::skew);
        return found.problems;
    }

    private void order(Migration pending) {
        Optional<MigrationVersion> version = version(pending.version());
        Optional<MigrationVersion> highest = version(plan.base().version());
        boolean step = pending.kind() == Migration.Kind.SQL || pending.kind() == Migration.Kind.JAVA;
        if (!step || version.isEmpty() || highest.isEmpty() || version.get().compareTo(highest.get()) >= 0) {
            return;
        }
        String above = String.valueOf(highest.get());
        String problem = "out-of-order";
        String code = NOT_APPLIED;
        String next = FileProblems.REFUSED;
        if (flyway.outOfOrder()) {
            problem = "out-of-order-allowed";
            code = "";
            next = "outOfOrder is set: it is applied, and servers of the old version that start afterwards refuse it as"
                    + " missing";
        } else if (passesOverIgnored()) {
            problem = "out-of-order-passed-over";
            code = "";
            next = "ignoreMigrationPatterns lets Flyway pass over it: where " + above
                    + " is applied it is never run, and nobody is told";
        }
        problems.add(new Problem(
                new HistoryProblem(
                        problem,
                        pending.version(),
                        pending.script(),
                        above,
                        pending.version(),
                        code,
                        "version " + pending.version() + " is below " + above + ", which is applied",
                        next,
                        "Give it a version above " + above + "."),
                pending.file()));
    }

    private boolean passesOverIgnored() {
        return flyway.ignoreMigrationPatterns().stream()
                .map(ValidatePattern::fromPattern)
                .anyMatch(pattern -> pattern.matchesMigration(true, MigrationState.IGNORED));
    }

    private static Optional<MigrationVersion> version(String version) {
        return version.isEmpty() ? Optional.empty() : Optional.of(MigrationVersion.fromVersion(version));
    }

    private void skew(Skew skew) {
        String theirs = skew.ref() + " has " + skew.theirFile();
        String whose = skew.merged() ? "" : ", if that is merged first,";
        String what = skew.version().isEmpty() ? "this description" : "version " + skew.version();
        HistoryProblem problem = switch (skew.kind()) {
            case TAKEN ->
                skewed(
                        skew,
                        "taken",
                        "DUPLICATE_" + (skew.version().isEmpty() ? "REPEATABLE" : "VERSIONED") + "_MIGRATION",
                        theirs + " with " + what,
                        "once both are merged" + whose + " Flyway finds two migrations of one name and starts on"
                                + " no server",
                        "Take a version above " + skew.theirVersion() + ".");
            case OVERTAKEN ->
                skewed(
                        skew,
                        flyway.outOfOrder() ? "overtaken-allowed" : "overtaken",
                        flyway.outOfOrder() || passesOverIgnored() ? "" : NOT_APPLIED,
                        theirs + ", which is above " + what,
                        overtaken(whose),
                        "Take a version above " + skew.theirVersion() + ".");
            case OVERTAKES ->
                skewed(
                        skew,
                        "overtakes",
                        "",
                        theirs + ", which is below " + what,
                        "if this one is applied first, the other is out of order",
                        "Merge the other first, or let it take a version above " + skew.version() + ".");
        };
        problems.add(new Problem(problem, skew.file()));
    }

    private String overtaken(String whose) {
        if (flyway.outOfOrder()) {
            return "outOfOrder is set: it is applied after the higher one";
        }
        String there = "where that is applied" + whose;
        return passesOverIgnored()
                ? there + " Flyway passes over this one, and nobody is told"
                : there + " this one is below the highest version: every server refuses to start";
    }

    private static HistoryProblem skewed(
            Skew skew, String problem, String code, String detail, String next, String remedy) {
        return new HistoryProblem(
                problem + (skew.merged() ? "" : "-elsewhere"),
                skew.version(),
                skew.script(),
                skew.theirVersion(),
                skew.version(),
                code,
                detail,
                next,
                remedy);
    }
}
