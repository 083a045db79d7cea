package io.github.flygate.trace;

import io.github.flygate.catalog.Catalog.Constraint;
import io.github.flygate.catalog.Catalog.Relation;
import io.github.flygate.fact.Fact;
import io.github.flygate.fact.LockSecondTable;
import io.github.flygate.fact.TableFact;
import io.github.flygate.fact.ValidateConstraint;
import io.github.flygate.model.Effects;
import io.github.flygate.model.Effects.Lock;
import io.github.flygate.model.LockMode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What depends on what the open transaction has done before. */
final class UncommittedFacts {
    private final Set<Long> constraints = new HashSet<>();
    private Optional<Chosen> first = Optional.empty();
    private boolean second;
    private int transaction;

    private record Chosen(String table, int line) {}

    void clear() {
        constraints.clear();
        first = Optional.empty();
        second = false;
        transaction++;
    }

    /** Another number for each. */
    int transaction() {
        return transaction;
    }

    /** Constraints that are valid now and were not before. */
    Stream<Fact> validated(Seen seen, SchemaFacts schema) {
        if (seen.inTransaction()) {
            seen.diff().createdConstraints().forEach(constraint -> constraints.add(constraint.oid()));
        }
        return seen.before().constraints().values().stream()
                .filter(constraint -> isValidatedBy(seen, constraint))
                .flatMap(constraint -> seen.before().relation(constraint.table()).stream()
                        .filter(table -> !isInherited(seen, table, constraint))
                        .map(table -> new ValidateConstraint(
                                schema.table(table),
                                constraint.name(),
                                seen.before()
                                        .relation(constraint.referenced())
                                        .map(Relation::name)
                                        .orElse(""),
                                constraints.contains(constraint.oid()))));
    }

    private static boolean isValidatedBy(Seen seen, Constraint constraint) {
        Constraint now = seen.after().constraints().get(constraint.oid());
        return !constraint.validated() && now != null && now.validated();
    }

    private static boolean isInherited(Seen seen, Relation table, Constraint constraint) {
        return seen.before().constraints().values().stream()
                .anyMatch(other -> other.table() == table.parent()
                        && other.name().equals(constraint.name())
                        && isValidatedBy(seen, other));
    }

    /** @param table what the statement is about */
    Optional<Fact> secondTable(Seen seen, Effects effects, TableFact table) {
        Optional<Lock> lock = effects.locks().stream()
                .filter(taken ->
                        taken.existing() && taken.acquired() && taken.relation().equals(table.name()))
                .filter(taken -> taken.mode().compareTo(LockMode.SHARE_ROW_EXCLUSIVE) >= 0)
                .findFirst();
        if (lock.isEmpty()
                || second
                || !seen.inTransaction()
                || seen.hint().says().opaque()
                || !LockSecondTable.counts(table)) {
            return Optional.empty();
        }
        if (first.isEmpty()) {
            first = Optional.of(new Chosen(table.name(), seen.span().line()));
            return Optional.empty();
        }
        Chosen other = first.get();
        second = !other.table().equals(table.name());
        return second
                ? Optional.of(new LockSecondTable(table, lock.get().mode().pgName(), other.table(), other.line()))
                : Optional.empty();
    }
}
