package io.github.flygate.history;

import io.github.flygate.fact.HistoryProblem;
import io.github.flygate.migration.Change;
import io.github.flygate.migration.FlywayPlaceholders;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.MigrationPlan;
import io.github.flygate.model.FlywaySettings;
import java.util.ArrayList;
import java.util.List;

/** What git alone says: the history that the base's files have written, and those of other branches will write. */
public final class FileProblems {
    static final String REFUSED = "every server refuses to start: migrate validates first";
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
        plan.pending().forEach(found::time);
        found.problems.addAll(OrderProblems.of(plan, flyway));
        found.problems.addAll(NameProblems.of(plan));
        found.problems.addAll(CallbackProblems.of(plan));
        return found.problems;
    }

    private void changed(Change change) {
        String kind = change.version().isEmpty() ? "REPEATABLE" : "VERSIONED";
        switch (change.kind()) {
            case CHECKSUM -> add(change, "checksum", "CHECKSUM_MISMATCH", REFUSED, NEW_FILE + REPAIR);
            case DESCRIPTION ->
                add(
                        change,
                        "description",
                        "DESCRIPTION_MISMATCH",
                        REFUSED,
                        "Give it back the description that is applied: " + change.was() + "." + REPAIR);
            case TYPE -> add(change, "type", "TYPE_MISMATCH", REFUSED, NEW_FILE);
            case RENAMED, DELETED ->
                add(
                        change,
                        change.kind() == Change.Kind.RENAMED ? "renamed" : "deleted",
                        "APPLIED_" + kind + "_MIGRATION_NOT_RESOLVED",
                        REFUSED,
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

    /** A repeatable that has the time in it; one that had it in the base already is known. */
    private void time(Migration pending) {
        boolean known = plan.applied().stream()
                .anyMatch(applied -> applied.script().equals(pending.script()) && namesTime(applied));
        if (namesTime(pending) && !known) {
            String time = FlywayPlaceholders.timestamp(flyway);
            problems.add(new Problem(
                    new HistoryProblem(
                            "runs-every-time",
                            "",
                            pending.script(),
                            "",
                            time,
                            "OUTDATED_REPEATABLE_MIGRATION",
                            time + " gives it another checksum each time",
                            "each start of a server runs it again, those of the old version too",
                            "Leave the time out, and change a comment where it is to run once more."),
                    pending.file()));
        }
    }

    private boolean namesTime(Migration migration) {
        return migration.kind() == Migration.Kind.REPEATABLE
                && FlywayPlaceholders.namesTimestamp(migration.content(), flyway);
    }
}
