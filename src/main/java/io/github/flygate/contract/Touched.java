package io.github.flygate.contract;

import io.github.flygate.fact.FactAt;
import io.github.flygate.model.LockMode;
import io.github.flygate.trace.TraceResult;
import io.github.flygate.trace.TraceResult.ScriptTrace;
import io.github.flygate.trace.TraceResult.StatementTrace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which objects of the base the migrations have to do with: they are looked at after each of their statements, all others
 * only at the end.
 *
 * @param relations {@code schema.name}, and the last statement that had to do with each
 * @param named the relations that each statement had to do with
 * @param beyondRelations those statements that may have changed what takes no lock on a relation: routines, types, rights
 */
record Touched(Map<String, Cause> relations, Map<Cause, Set<String>> named, Set<Cause> beyondRelations) {
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
        Map<String, Cause> relations = new HashMap<>();
        Map<Cause, Set<String>> each = new HashMap<>();
        Set<Cause> beyond = new HashSet<>();
        for (ScriptTrace script : trace.scripts()) {
            for (StatementTrace statement : script.statements()) {
                Cause here = new Cause(script.migration(), statement.number());
                if (!ON_RELATIONS_ALONE.contains(statement.says().kind())) {
                    beyond.add(here);
                }
                Set<String> named = new HashSet<>();
                statement.effects().locks().stream()
                        .filter(lock -> lock.acquired() && lock.mode().compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) >= 0)
                        .forEach(lock -> named.add(lock.relation()));
                statement.facts().stream().map(FactAt::fact).forEach(fact -> named.add(fact.relation()));
                named.forEach(relation -> relations.put(relation, here));
                each.put(here, named);
            }
        }
        relations.remove("");
        return new Touched(relations, each, beyond);
    }

    /** The statement that a change of a relation is put to when asking between the statements did not tell. */
    Optional<Cause> last(String relation) {
        return Optional.ofNullable(relations.get(relation));
    }

    boolean mayConcern(Probe probe) {
        return relations.containsKey(probe.relation())
                || probe.relation().isEmpty() && !beyondRelations.isEmpty()
                || probe.isTeams();
    }

    /** Whether that statement may change what becomes of the probe; the team's may use any relation. */
    boolean concerns(Probe probe, Cause statement) {
        Set<String> here = named.get(statement);
        return here == null
                || beyondRelations.contains(statement)
                || here.contains(probe.relation())
                || probe.isTeams();
    }

    /** How often these are asked if each is after every statement that concerns it. */
    long tries(List<Probe> probes) {
        return named.keySet().stream()
                .mapToLong(statement -> probes.stream()
                        .filter(probe -> concerns(probe, statement))
                        .count())
                .sum();
    }

    int statements() {
        return named.size();
    }
}
