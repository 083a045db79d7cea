package io.github.flygate.model;

import io.github.flygate.model.GateReport.Answer;
import java.util.List;
import java.util.Optional;

/**
 * Whether the version that still runs may keep running while the pending migrations are deployed, and what was tried to
 * find out.
 *
 * @param reasons sentences that say why the answer is not yes, the worst first; empty for yes
 * @param contract empty when it was not tried
 * @param restart empty when it was not tried
 */
public record Canary(
        Answer rollingUpdateSafe,
        List<String> reasons,
        Optional<Contract> contract,
        Optional<Restart> restart,
        List<Rerun> rerun) {
    public Canary {
        reasons = List.copyOf(reasons);
        rerun = List.copyOf(rerun);
    }

    /** An answer that needs no run of the old version. */
    public static Canary of(Answer answer, List<String> reasons) {
        return new Canary(answer, reasons, Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * Statements of the old version, tried on the base and on the migrated database.
     *
     * @param checked statements that work on the base and were run on the migrated database
     * @param broken those of them that fail there, or whose prepared form does
     * @param coverage what they touch
     * @param notCovered what could not be tried, by name
     */
    public record Contract(int checked, List<Broken> broken, Covered coverage, List<NotCovered> notCovered) {
        public Contract {
            broken = List.copyOf(broken);
            notCovered = List.copyOf(notCovered);
        }
    }

    /**
     * A statement that works on the base and not on the migrated database.
     *
     * @param origin {@code probe}, {@code file:line} or {@code pg_stat_statements}
     * @param prepared whether it fails only when it was prepared before the migration
     * @param script the migration that broke it; empty when that is not known
     * @param file path of that migration
     * @param line of the migration's statement that broke it, from 1; 0 when that is not known
     */
    public record Broken(
            String origin,
            String object,
            String sql,
            boolean prepared,
            String sqlState,
            String message,
            String script,
            String file,
            int line) {}

    /**
     * How many objects of the base at least one statement tries.
     *
     * @param tablesWritten tables that a row could be inserted into
     */
    public record Covered(
            int tables,
            int views,
            int columns,
            int sequences,
            int routines,
            int types,
            int teamStatements,
            int tablesWritten) {}

    /** An object of the base, or a statement of the team's, that could not be tried. */
    public record NotCovered(String what, String reason) {}

    /**
     * The base's files against the migrated database, by Flyway's validate and migrate.
     *
     * @param errors in Flyway's words
     * @param reapplied files of the base that migrate ran again
     */
    public record Restart(boolean valid, List<String> errors, List<String> reapplied) {
        public Restart {
            errors = List.copyOf(errors);
            reapplied = List.copyOf(reapplied);
        }
    }

    /**
     * A file that was run twice.
     *
     * @param kind {@code combined}, {@code interrupted} or {@code repeatable}
     * @param problems empty when it bears it
     */
    public record Rerun(String script, String kind, List<String> problems) {
        public Rerun {
            problems = List.copyOf(problems);
        }
    }
}
