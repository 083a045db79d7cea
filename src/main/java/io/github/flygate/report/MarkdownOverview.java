package io.github.flygate.report;

import io.github.flygate.model.Canary.Contract;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.Coverage;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.LockMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The verdict as a table, one row for each database: what is found, what blocks, what breaks, how much was checked. */
final class MarkdownOverview {
    private static final int MOST_DATABASES = 20;
    private static final int MOST_NAME = 60;

    private MarkdownOverview() {}

    /** Ends with a line end; empty for a report without databases. */
    static String table(GateReport report) {
        List<DatabaseReport> databases = report.databases();
        if (databases.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        text.append("| Database | Findings | Blocks | Statements of the old version | Its restart | Checked |\n");
        text.append("| --- | --- | --- | --- | --- | --- |\n");
        databases.stream().limit(MOST_DATABASES).forEach(database -> row(text, database, report));
        if (databases.size() > MOST_DATABASES) {
            text.append("\nAnd ")
                    .append(Words.count(databases.size() - MOST_DATABASES, "more database"))
                    .append(".\n");
        }
        return text.toString();
    }

    private static void row(StringBuilder text, DatabaseReport database, GateReport report) {
        MarkdownReport.row(
                text,
                MarkdownText.code(SafeText.cut(database.name(), MOST_NAME)),
                Counts.of(database.findings(), report.failOn()).severities().replace("no findings", "none"),
                MarkdownText.inline(blocks(database)),
                database.canary().contract().map(MarkdownOverview::statements).orElse("not tried"),
                database.canary()
                        .restart()
                        .map(restart -> restart.valid() ? "works" : "fails")
                        .orElse("not tried"),
                checked(database));
    }

    private static String blocks(DatabaseReport database) {
        if (database.migrations().isEmpty()) {
            return "nothing";
        }
        if (database.coverage().scriptsTraced() == 0) {
            return "not measured";
        }
        List<HeldLock> locks = HeldLock.of(database);
        Set<String> read = relations(locks, LockMode::blocksReads);
        Set<String> written = relations(locks, mode -> !mode.blocksReads());
        written.removeAll(read);
        List<String> parts = new ArrayList<>();
        if (!read.isEmpty()) {
            parts.add("reads and writes of " + Words.count(read.size(), "table"));
        }
        if (!written.isEmpty()) {
            parts.add("writes of " + Words.count(written.size(), read.isEmpty() ? "table" : "other table"));
        }
        double longest = locks.stream().mapToDouble(HeldLock::heldMs).max().orElse(0);
        return parts.isEmpty()
                ? "nothing"
                : String.join(", ", parts) + ", at most " + Words.duration(longest) + " here";
    }

    private static Set<String> relations(List<HeldLock> locks, Predicate<LockMode> blocks) {
        Set<String> relations = new HashSet<>();
        locks.stream().filter(lock -> blocks.test(lock.mode())).forEach(lock -> relations.addAll(lock.relations()));
        return relations;
    }

    private static String statements(Contract contract) {
        int broken = contract.broken().size();
        return broken == 0
                ? Words.count(contract.checked(), "statement") + " " + (contract.checked() == 1 ? "works" : "work")
                : broken + " of " + Words.count(contract.checked(), "statement") + " " + CanaryWords.breaks(broken);
    }

    private static String checked(DatabaseReport database) {
        Coverage coverage = database.coverage();
        if (coverage.scripts() == 0) {
            return "nothing is pending";
        }
        return Words.ran(database)
                ? coverage.scriptsTraced() + " of " + Words.count(coverage.scripts(), "migration")
                : coverage.statementsRead() + " of " + Words.count(coverage.statements(), "statement") + " read";
    }
}
