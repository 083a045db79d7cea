package io.github.flygate.gate;

import io.github.flygate.fact.AddColumn;
import io.github.flygate.fact.AddConstraint;
import io.github.flygate.fact.AddForeignKey;
import io.github.flygate.fact.AlterColumn;
import io.github.flygate.fact.AlterColumnType;
import io.github.flygate.fact.Cascade;
import io.github.flygate.fact.ChangePartition;
import io.github.flygate.fact.CreateIndex;
import io.github.flygate.fact.CutName;
import io.github.flygate.fact.DropColumn;
import io.github.flygate.fact.DropIndex;
import io.github.flygate.fact.DropRelation;
import io.github.flygate.fact.Effect;
import io.github.flygate.fact.Fact;
import io.github.flygate.fact.Failure;
import io.github.flygate.fact.LockSecondTable;
import io.github.flygate.fact.LockTaken;
import io.github.flygate.fact.NewColumns;
import io.github.flygate.fact.RebuildRelation;
import io.github.flygate.fact.RenameColumn;
import io.github.flygate.fact.RenameRelation;
import io.github.flygate.fact.ReplaceIndex;
import io.github.flygate.fact.SetNotNull;
import io.github.flygate.fact.ValidateConstraint;
import io.github.flygate.fact.WorkUnderLock;
import io.github.flygate.model.Effects;
import io.github.flygate.model.Finding;
import io.github.flygate.model.Hazard;
import io.github.flygate.model.Proof;
import io.github.flygate.model.Status;
import io.github.flygate.rule.Observed;
import io.github.flygate.rule.Rule;
import io.github.flygate.rule.RuleBook;
import io.github.flygate.trace.TraceResult.ScriptTrace;
import io.github.flygate.trace.TraceResult.StatementTrace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one list of what was suspected and what was measured. The server wins: what it showed is confirmed, what it had
 * the chance to show and did not is refuted.
 */
final class ProofMerger {
    /** Fact types that the server shows whenever they happen, so that their absence says something. */
    private static final Set<Class<? extends Fact>> SEEN_BY_SERVER = Set.of(
            AddColumn.class,
            AddConstraint.class,
            AddForeignKey.class,
            AlterColumn.class,
            AlterColumnType.class,
            Cascade.class,
            ChangePartition.class,
            CreateIndex.class,
            CutName.class,
            DropColumn.class,
            DropIndex.class,
            DropRelation.class,
            LockSecondTable.class,
            LockTaken.class,
            NewColumns.class,
            RebuildRelation.class,
            RenameColumn.class,
            RenameRelation.class,
            ReplaceIndex.class,
            SetNotNull.class,
            ValidateConstraint.class,
            WorkUnderLock.class);

    private final RuleBook book;

    ProofMerger(RuleBook book) {
        this.book = book;
    }

    List<Placed> merge(List<Placed> suspected, List<Placed> measured, Optional<ScriptTrace> trace) {
        List<Placed> open = new ArrayList<>(measured);
        List<Placed> merged = new ArrayList<>();
        Map<String, String> droppedIndexes = droppedIndexes(trace);
        for (Placed suspicion : suspected) {
            Optional<Placed> proof = take(open, suspicion, droppedIndexes);
            merged.add(proof.orElseGet(() -> settle(suspicion, trace)));
        }
        merged.addAll(open);
        List<Placed> executed = merged.stream()
                .map(placed -> statement(placed, trace)
                        .map(statement -> notOpaque(placed, statement))
                        .orElse(placed))
                .filter(placed -> merged.stream().noneMatch(other -> isAboutSameLock(placed, other)))
                .toList();
        return Overlaps.without(Overlaps.withEvidence(executed, trace));
    }

    /** The measured finding that a suspicion is about: same rule, statement and subject, or else same relation. */
    private static Optional<Placed> take(List<Placed> measured, Placed suspicion, Map<String, String> droppedIndexes) {
        Optional<Placed> proof = measured.stream()
                .filter(candidate -> isSameRule(candidate, suspicion)
                        && candidate
                                .fact()
                                .fact()
                                .subject()
                                .equals(suspicion.fact().fact().subject()))
                .findFirst()
                .or(() -> measured.stream()
                        .filter(candidate -> isSameRule(candidate, suspicion)
                                && isSameRelation(candidate, suspicion, droppedIndexes))
                        .findFirst());
        proof.ifPresent(measured::remove);
        return proof;
    }

    private static boolean isSameRule(Placed one, Placed other) {
        return one.finding().rule().equals(other.finding().rule())
                && one.fact().statement() == other.fact().statement();
    }

    /**
     * The text may know less than the server: DROP INDEX does not name the table, so that what it locks is known by the
     * name of the index.
     */
    private static boolean isSameRelation(Placed measured, Placed suspicion, Map<String, String> droppedIndexes) {
        String suspected = suspicion.fact().fact().relation();
        String found = measured.fact().fact().relation();
        return suspected.isEmpty()
                || suspected.equals(found)
                || found.equals(droppedIndexes.get(suspected))
                || suspicion.fact().fact() instanceof DropIndex
                || isFirstLock(suspicion) && isFirstLock(measured);
    }

    /** A transaction has one first lock; a statement that takes several leaves it open which of them that is. */
    private static boolean isFirstLock(Placed placed) {
        return placed.fact().fact() instanceof LockTaken lock && lock.firstOfTransaction();
    }

    /** The table of every index that the script was seen to drop. */
    private static Map<String, String> droppedIndexes(Optional<ScriptTrace> trace) {
        Map<String, String> tables = new HashMap<>();
        trace.ifPresent(script -> script.statements().stream()
                .flatMap(statement -> statement.facts().stream())
                .forEach(fact -> {
                    if (fact.fact() instanceof DropIndex drop) {
                        tables.put(drop.index().name(), drop.table().name());
                    }
                }));
        return tables;
    }

    private Placed settle(Placed suspicion, Optional<ScriptTrace> trace) {
        Finding finding = suspicion.finding();
        Optional<Effects> effects = statement(suspicion, trace).map(StatementTrace::effects);
        if (effects.isEmpty()) {
            return suspicion;
        }
        boolean failed = effects.get().failure().isPresent();
        Observed observed =
                book.find(finding.rule().value()).map(Rule::observed).orElse(Observed.nothing());
        if (!observed.isEmpty()) {
            if (observed.shownBy(effects.get(), finding.relation())) {
                return suspicion.with(finding.with(Status.CONFIRMED, Proof.MEASURED));
            }
            return failed ? suspicion : suspicion.with(finding.with(Status.REFUTED, Proof.MEASURED));
        }
        boolean couldShow = SEEN_BY_SERVER.contains(suspicion.fact().fact().getClass());
        return couldShow && !failed ? suspicion.with(finding.with(Status.REFUTED, Proof.MEASURED)) : suspicion;
    }

    /** What was executed and measured needs no reader any more; what failed half-way still does. */
    private static Placed notOpaque(Placed placed, StatementTrace statement) {
        if (placed.finding().hazard() != Hazard.NOT_CHECKED) {
            return placed;
        }
        boolean failed = statement.effects().failure().isPresent();
        return placed.with(
                failed
                        ? placed.finding().with(Status.UNVERIFIED, Proof.STATIC)
                        : placed.finding().with(Status.REFUTED, Proof.MEASURED));
    }

    /** The text names the dropped index where the server names its table: both speak of one lock. */
    private static boolean isAboutSameLock(Placed refuted, Placed other) {
        return refuted.finding().status() == Status.REFUTED
                && refuted.fact().fact() instanceof WorkUnderLock work
                && work.table().kind().equals("index")
                && isSameRule(refuted, other)
                && other.finding().status().counts();
    }

    private static Optional<StatementTrace> statement(Placed placed, Optional<ScriptTrace> trace) {
        return trace.flatMap(script -> script.statement(placed.fact().statement()));
    }

    /** Whether a finding only says that something happened, so that one that says what happened is the better one. */
    static boolean isGeneral(Fact fact) {
        return fact instanceof Failure || fact instanceof Effect;
    }
}
