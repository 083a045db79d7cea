package io.github.flygate.history;

import io.github.flygate.fact.HistoryProblem;
import io.github.flygate.migration.Change;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.MigrationPlan;
import io.github.flygate.migration.Skew;
import io.github.flygate.model.FlywaySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.pattern.ValidatePattern;

/** What git alone says: the history that the base's files have written, and those of other branches will write. */
public final class FileProblems {
    private static final String NEW_FILE = "Put it back as it was, and write what is to change into a new migration.";

    private final MigrationPlan plan;
    private final FlywaySettings flyway;
    private final List<Problem> problems = new ArrayList<>();

    private FileProblems(MigrationPlan plan, FlywaySettings flyway) {
        this.plan = plan;
        this.flyway = flyway;
    }

    /** All of them, in no order. */
    public static List<Problem> of(MigrationPlan plan, FlywaySettings flyway) {
        FileProblems found = new FileProblems(plan, flyway);
        plan.edited().forEach(found::changed);
        plan.pending().forEach(found::order);
        plan.pending().forEach(found::time);
        plan.skews().forEach(found::skew);
        found.problems.addAll(NameProblems.of(plan));
        found.problems.addAll(CallbackProblems.of(plan));
        return found.problems;
    }

    private void changed(Change change) {
        String kind = change.version().isEmpty() ? "REPEATABLE" : "VERSIONED";
        switch (change.kind()) {
            case CHECKSUM -> add(change, "checksum", "CHECKSUM_MISMATCH", refused(), NEW_FILE + REPAIR);
            case DESCRIPTION ->
                add(
                        change,
                        "description",
                        "DESCRIPTION_MISMATCH",
                        refused(),
                        "Give it back the description that is applied: " + change.was() + "." + REPAIR);
            case TYPE -> add(change, "type", "TYPE_MISMATCH", refused(), NEW_FILE);
            case RENAMED, DELETED ->
                add(
                        change,
                        change.kind() == Change.Kind.RENAMED ? "renamed" : "deleted",
                        "APPLIED_" + kind + "_MIGRATION_NOT_RESOLVED",
                        refused(),
                        "Put " + change.was() + " back: what is applied stays in the history.");
            case GONE_IGNORED ->
                add(
                        change,
                        "gone-ignored",
                        "",
                        "Flyway starts; a new database does not get what it made",
                        "Keep the file, unless a baseline migration stands for it.");
            case LINES ->
                add(
                        change,
                        "lines",
                        "",
                        "Flyway does not notice; production keeps what the old text made, a new database gets the new",
                        NEW_FILE);
            case CONF ->
                add(
                        change,
                        "conf",
                        "",
                        "Flyway does not notice; only new databases run it so",
                        "Put the .conf file back, unless new databases cannot be built with it.");
            case JAVA ->
                add(
                        change,
                        "java",
                        "",
                        "Flyway does not notice; only new databases run the new class",
                        "Put it back. It may be emptied when it has only moved rows which new databases do not have.");
            case JAVA_CHECKSUM ->
                add(
                        change,
                        "java",
                        "",
                        "where it does, every server refuses to start: migrate validates first; where it does not, only"
                                + " new databases run the new class",
                        "Leave getChecksum() as it was.");
            case BASELINE ->
                add(
                        change,
                        "baseline",
                        "",
                        "databases that are there pass over it; new ones start with it",
                        "Compare what it makes with what the migrations up to its version make.");
        }
    }

    private static final String REPAIR =
            " `flyway repair` writes the new value into the history and changes nothing else:"
                    + " on purpose, and on every database.";

    private static String refused() {
        return "every server refuses to start: migrate validates first";
    }

    private void add(Change change, String problem, String code, String next, String remedy) {
        problems.add(new Problem(
                new HistoryProblem(
                        problem,
                        change.version(),
                        change.script(),
                        change.was(),
                        change.becomes(),
                        code,
                        change.says(),
                        next,
                        remedy),
                change.file()));
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
        String code = "RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED";
        String next = refused();
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

    /** A repeatable that has the time in it; one that had it in the base already is known. */
    private void time(Migration pending) {
        boolean known = plan.applied().stream()
                .anyMatch(applied -> applied.script().equals(pending.script()) && namesTime(applied));
        if (namesTime(pending) && !known) {
            problems.add(new Problem(
                    new HistoryProblem(
                            "runs-every-time",
                            "",
                            pending.script(),
                            "",
                            timestamp(),
                            "OUTDATED_REPEATABLE_MIGRATION",
                            timestamp() + " gives it another checksum each time",
                            "each start of a server runs it again, those of the old version too",
                            "Leave the time out, and change a comment where it is to run once more."),
                    pending.file()));
        }
    }

    private boolean namesTime(Migration migration) {
        return migration.kind() == Migration.Kind.REPEATABLE
                && flyway.placeholderReplacement()
                && migration
                        .content()
                        .toLowerCase(Locale.ROOT)
                        .contains(timestamp().toLowerCase(Locale.ROOT));
    }

    private String timestamp() {
        return flyway.placeholderPrefix() + "flyway" + flyway.placeholderSeparator() + "timestamp"
                + flyway.placeholderSuffix();
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
                        flyway.outOfOrder() || passesOverIgnored() ? "" : "RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED",
                        theirs + ", which is above " + what,
                        flyway.outOfOrder()
                                ? "outOfOrder is set: it is applied after the higher one"
                                : passesOverIgnored()
                                        ? "where that is applied" + whose
                                                + " Flyway passes over this one, and nobody is told"
                                        : "where that is applied" + whose + " this one is below the highest version:"
                                                + " every server refuses to start",
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
