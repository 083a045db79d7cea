package io.github.flygate.history;

import io.github.flygate.fact.HistoryProblem;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.MigrationPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Callback scripts that the branch adds, edits or removes. Flyway keeps no record of what they have done. */
final class CallbackProblems {
    private static final String OLD_SERVERS = "servers of the old version go on with the old text";

    private CallbackProblems() {}

    static List<Problem> of(MigrationPlan plan) {
        Map<String, Migration> before = new LinkedHashMap<>();
        plan.baseCallbacks().forEach(callback -> before.put(callback.script(), callback));
        List<Problem> problems = new ArrayList<>();
        for (Migration callback : plan.callbacks()) {
            @Nullable Migration old = before.remove(callback.script());
            if (old == null) {
                problems.add(problem(callback, "is a new callback", runs("it"), "it is not there for them"));
            } else if (!same(old, callback)) {
                problems.add(problem(callback, "is a callback, and it changed", runs("the new text"), OLD_SERVERS));
            }
        }
        before.values()
                .forEach(callback -> problems.add(problem(
                        callback,
                        "is a callback, and it was removed",
                        "servers of this version run it no more, and what it did stays",
                        "servers of the old version still run it")));
        return problems;
    }

    /** Line ends are nothing that PostgreSQL looks at. */
    private static boolean same(Migration one, Migration other) {
        return one.content().lines().toList().equals(other.content().lines().toList())
                && one.conf().strip().equals(other.conf().strip());
    }

    private static String runs(String what) {
        return "Flyway keeps no record of callbacks: each server of this version runs " + what
                + " when it starts, whatever is pending there, and a new database runs it among the old migrations";
    }

    private static Problem problem(Migration callback, String detail, String next, String old) {
        return new Problem(
                new HistoryProblem(
                        "callback",
                        "",
                        callback.script(),
                        "",
                        "",
                        "",
                        callback.script() + " " + detail,
                        next + "; until all are replaced, " + old,
                        "Write callbacks so that they may run at any time, any number of times, and by turns with the"
                                + " old text."),
                callback.file());
    }
}
