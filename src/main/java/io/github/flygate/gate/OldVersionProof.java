package io.github.flygate.gate;

import io.github.flygate.contract.ContractResult;
import io.github.flygate.fact.AlterColumn;
import io.github.flygate.fact.BrokenStatement;
import io.github.flygate.fact.ChangeObject;
import io.github.flygate.fact.ChangedResult;
import io.github.flygate.fact.Fact;
import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.FailureOnRows;
import io.github.flygate.fact.RenameRelation;
import io.github.flygate.fact.RerunProblem;
import io.github.flygate.model.Canary;
import io.github.flygate.model.Finding;
import io.github.flygate.model.Hazard;
import io.github.flygate.model.Proof;
import io.github.flygate.model.Status;
import io.github.flygate.trace.TraceResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was tried with the old version's statements, and what the rules suspect that breaks them, as one list: a suspicion
 * that was met is told once, with the statement as its proof; one that nothing met though everything was tried is
 * refuted.
 */
final class OldVersionProof {
    private static final Set<String> ROUTINES = Set.of("function", "procedure", "routine", "aggregate");

    private final List<Placed> seen;
    private final Set<String> tried;
    private final Set<String> used;
    private final Optional<Canary.Contract> contract;
    private final Set<String> broken;
    private final boolean roleKnown;
    /** What a relation that was renamed is called in the base. */
    private final Map<String, String> baseNames = new HashMap<>();

    /** @param roleKnown whether the statements ran as the application's role: the owner may do what that may not */
    OldVersionProof(List<Placed> seen, Optional<ContractResult> contract, TraceResult trace, boolean roleKnown) {
        this.roleKnown = roleKnown;
        trace.scripts().stream()
                .flatMap(script -> script.statements().stream())
                .flatMap(statement -> statement.facts().stream())
                .map(FactAt::fact)
                .filter(RenameRelation.class::isInstance)
                .map(RenameRelation.class::cast)
                .forEach(rename -> baseNames.put(rename.newName(), inBase(rename.relation())));
        this.seen = seen.stream()
                .map(placed -> placed.with(withEvidence(
                        placed.finding()
                                .with(
                                        placed.finding().status(),
                                        proof(placed.fact().fact())),
                        placed.fact().fact())))
                .toList();
        this.tried = contract.map(ContractResult::tried).orElse(Set.of());
        this.used = contract.map(ContractResult::used).orElse(Set.of());
        this.contract = contract.map(ContractResult::contract);
        this.broken = contract.map(ContractResult::facts).orElse(List.of()).stream()
                .map(FactAt::fact)
                .filter(fact -> fact instanceof BrokenStatement statement && !statement.prepared())
                .map(Fact::relation)
                .collect(Collectors.toSet());
    }

    private static Proof proof(Fact fact) {
        if (fact instanceof BrokenStatement || fact instanceof ChangedResult) {
            return Proof.CONTRACT;
        }
        return fact instanceof RerunProblem
                ? Proof.RERUN
                : fact instanceof FailureOnRows ? Proof.MEASURED : Proof.HISTORY;
    }

    List<Placed> mergedWith(List<Placed> suspected) {
        List<Placed> merged = new ArrayList<>();
        List<Placed> open = new ArrayList<>(seen);
        for (Placed placed : suspected) {
            List<Placed> proofs =
                    open.stream().filter(candidate -> meets(candidate, placed)).toList();
            Optional<Placed> proof = proofs.stream()
                    .filter(OldVersionProof::isUsed)
                    .findFirst()
                    .or(() -> proofs.stream().findFirst());
            if (proof.isPresent()) {
                // That nothing known uses it is said by what was tried, not by the suspicion.
                if (isUsed(proof.get())) {
                    merged.add(placed.with(proved(placed.finding(), proof.get().finding())));
                    open.removeIf(candidate -> isUsed(candidate) && meets(candidate, placed));
                }
            } else {
                merged.add(isRefuted(placed) ? placed.with(refuted(placed.finding())) : placed);
            }
        }
        merged.addAll(open);
        return merged;
    }

    /** Whether the statement broke what the suspicion is about, and by the same statement. */
    private boolean meets(Placed tried, Placed suspicion) {
        return (tried.fact().fact() instanceof BrokenStatement statement && !statement.prepared()
                        || isTheChange(tried.fact().fact(), suspicion.fact().fact())
                        || tried.fact().fact() instanceof ChangedResult
                                && suspicion.fact().fact() instanceof ChangeObject)
                && suspicion.finding().hazard() == Hazard.BREAKS_OLD_VERSION
                && suspicion.finding().status().counts()
                && tried.fact().script().equals(suspicion.fact().script())
                && tried.fact().statement() == suspicion.fact().statement()
                && (tried.finding().relation().equals(inBase(suspicion.finding().relation()))
                        || isValueOfEnum(tried, suspicion));
    }

    /** What becomes of a label is seen in the columns of the type. */
    private static boolean isValueOfEnum(Placed tried, Placed suspicion) {
        return !tried.finding().relation().isEmpty()
                && suspicion.fact().fact() instanceof ChangeObject change
                && change.change().endsWith("value");
    }

    /** Nothing breaks where a column may be null from now on: the old version only reads what it does not expect. */
    private static boolean isTheChange(Fact tried, Fact suspected) {
        return tried instanceof ChangedResult result
                && suspected instanceof AlterColumn column
                && result.change().equals("nullable")
                && column.subject().equals(result.object() + " nulls allowed");
    }

    private static boolean isUsed(Placed tried) {
        return tried.fact().fact() instanceof BrokenStatement statement && statement.used()
                || tried.fact().fact() instanceof ChangedResult result && result.used();
    }

    private String inBase(String relation) {
        return baseNames.getOrDefault(relation, relation);
    }

    private boolean isRefuted(Placed placed) {
        Finding finding = placed.finding();
        String relation = inBase(finding.relation());
        return finding.hazard() == Hazard.BREAKS_OLD_VERSION
                && finding.status().counts()
                && (placed.fact().fact() instanceof ChangeObject change
                        ? isHarmless(change, relation)
                        : tried.contains(relation) && !broken.contains(relation));
    }

    /** What the application's role may not do before is nothing that it could miss; trigger functions nobody calls. */
    private boolean isHarmless(ChangeObject change, String relation) {
        return ROUTINES.contains(change.kind()) && change.change().startsWith("drop")
                ? contract.filter(tries -> tries.notCovered().stream()
                                .noneMatch(gap -> gap.what().contains(change.name())))
                        .isPresent()
                : roleKnown && used.contains(relation) && !broken.contains(relation);
    }

    private static Finding refuted(Finding finding) {
        return finding.with(Status.REFUTED, Proof.CONTRACT);
    }

    private static Finding proved(Finding finding, Finding proof) {
        SortedMap<String, String> evidence = new TreeMap<>(finding.evidence());
        evidence.putAll(proof.evidence());
        return finding.with(Status.CONFIRMED, Proof.CONTRACT)
                .withEvidence(evidence)
                .atLeast(proof.severity());
    }

    private static Finding withEvidence(Finding finding, Fact fact) {
        SortedMap<String, String> evidence = new TreeMap<>(finding.evidence());
        if (fact instanceof BrokenStatement statement) {
            evidence.put("statement", statement.sql());
            evidence.put("origin", statement.origin());
            evidence.put("object", statement.object());
            evidence.put("sqlState", statement.sqlState());
            evidence.put("error", statement.error());
            evidence.put("alike", Long.toString(statement.alike()));
        }
        return finding.withEvidence(evidence);
    }
}
