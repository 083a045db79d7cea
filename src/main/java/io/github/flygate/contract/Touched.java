package io.github.flygate.contract;

import io.github.flygate.fact.FactAt;
import io.github.flygate.model.LockMode;
import io.github.flygate.trace.TraceResult;
import io.github.flygate.trace.TraceResult.ScriptTrace;
import io.github.flygate.trace.TraceResult.StatementTrace;
import java.util.HashSet;
import java.util.Set;

/**
 * Which objects of the base the migrations have to do with: they are looked at after each of their statements, all others
 * only at the end.
 *
 * @param relations {@code schema.name}
 * @param statements how many ran
 * @param beyondRelations whether some of them may have changed what takes no lock on a relation: routines, types, rights
 */
record Touched(Set<String> relations, int statements, boolean beyondRelations) {
    private static final Set<String> ON_RELATIONS_ALONE = Set.of(
            "alter_table",
            "create_table",
            "create_index",
            "drop_index",
            "drop_table",
            "select",
            "insert",
            "update",
            "delete",
            "comment",
            "analyze",
            "vacuum",
            "set");

    static Touched by(TraceResult trace) {
        Set<String> relations = new HashSet<>();
        int statements = 0;
        boolean beyond = false;
        for (ScriptTrace script : trace.scripts()) {
            for (StatementTrace statement : script.statements()) {
                statements++;
                beyond |= !ON_RELATIONS_ALONE.contains(statement.says().kind());
                statement.effects().locks().stream()
                        .filter(lock -> lock.mode().compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) >= 0)
                        .forEach(lock -> relations.add(lock.relation()));
                statement.facts().stream().map(FactAt::fact).forEach(fact -> relations.add(fact.relation()));
            }
        }
        relations.remove("");
        return new Touched(relations, statements, beyond);
    }

    boolean mayConcern(Probe probe) {
        return relations.contains(probe.relation()) || probe.relation().isEmpty() && beyondRelations || probe.isTeams();
    }
}
