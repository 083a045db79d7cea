package io.github.flygate.report;

import io.github.flygate.model.Effects;
import io.github.flygate.model.Effects.Lock;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.GateReport.MigrationReport;
import io.github.flygate.model.GateReport.StatementReport;
import io.github.flygate.model.LockMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A lock that a statement took on relations which were there before, and for which reads or writes wait.
 *
 * @param fromMs when the statement began, counted from the start of the first migration; what is between statements is
 *     left out
 * @param heldMs from then to the end of its transaction
 */
record HeldLock(
        MigrationReport migration,
        StatementReport statement,
        LockMode mode,
        List<String> relations,
        double fromMs,
        double heldMs) {
    HeldLock {
        relations = List.copyOf(relations);
    }

    private record Hold(LockMode mode, double heldMs) {}

    /** In the order in which they were taken; relations that one statement locks alike are one. */
    static List<HeldLock> of(DatabaseReport database) {
        List<HeldLock> all = new ArrayList<>();
        double migrationFrom = 0;
        for (MigrationReport migration : database.migrations()) {
            double from = migrationFrom;
            for (StatementReport statement : migration.statements()) {
                Effects effects = statement.effects();
                if (effects != null) {
                    add(all, migration, statement, effects, from);
                    from += effects.durationMs();
                }
            }
            migrationFrom = Math.max(from, migrationFrom + migration.durationMs());
        }
        return all;
    }

    private static void add(
            List<HeldLock> all, MigrationReport migration, StatementReport statement, Effects effects, double from) {
        Map<Hold, List<String>> holds = new LinkedHashMap<>();
        for (Lock lock : effects.locks()) {
            if (Observation.counts(lock) && lock.acquired() && lock.mode().blocksWrites()) {
                holds.computeIfAbsent(new Hold(lock.mode(), lock.heldMs()), hold -> new ArrayList<>())
                        .add(lock.relation());
            }
        }
        holds.forEach((hold, relations) ->
                all.add(new HeldLock(migration, statement, hold.mode(), relations, from, hold.heldMs())));
    }
}
