package io.github.flygate.gate;

import io.github.flygate.fact.ChangeObject;
import io.github.flygate.fact.ChangeRows;
import io.github.flygate.fact.ConstrainDomain;
import io.github.flygate.fact.DropRelation;
import io.github.flygate.fact.Effect;
import io.github.flygate.fact.Failure;
import io.github.flygate.fact.RunStatement;
import io.github.flygate.fact.WorkUnderLock;
import io.github.flygate.model.Effects;
import io.github.flygate.model.Effects.Lock;
import io.github.flygate.model.Finding;
import io.github.flygate.model.Hazard;
import io.github.flygate.trace.TraceResult.ScriptTrace;
import io.github.flygate.trace.TraceResult.StatementTrace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Two findings about one danger become one, and each gets what was measured of its statement. */
final class Overlaps {
    private static final String CANCELLED = "57014";
    private static final int MOST_SQL = 500;

    private Overlaps() {}

    /** Leaves out what another finding on the same statement says better. */
    static List<Placed> without(List<Placed> findings) {
        List<Placed> kept = new ArrayList<>();
        Set<String> effects = new HashSet<>();
        for (Placed placed : findings) {
            boolean general = ProofMerger.isGeneral(placed.fact().fact());
            if (general && findings.stream().anyMatch(other -> saysBetter(other, placed))) {
                continue;
            }
            if (placed.fact().fact() instanceof Effect effect
                    && !effects.add(placed.fact().statement() + " " + effect.family())) {
                continue;
            }
            if (findings.stream()
                    .anyMatch(other -> isTheWorkItself(other, placed)
                            || isWhatTheSchemaHolds(other, placed)
                            || isEveryRow(other, placed))) {
                continue;
            }
            kept.add(placed);
        }
        return oncePerStatement(kept);
    }

    /** Each table that goes with its schema is told, so that the schema need not be. */
    private static boolean isWhatTheSchemaHolds(Placed other, Placed schema) {
        return schema.fact().fact() instanceof ChangeObject change
                && change.kind().equals("schema")
                && other.fact().fact() instanceof DropRelation
                && other.fact().statement() == schema.fact().statement()
                && other.finding().status().counts();
    }

    /** That all rows are changed says more than how many there are. */
    private static boolean isEveryRow(Placed other, Placed many) {
        return many.fact().fact() instanceof RunStatement
                && many.finding().hazard() == Hazard.BLOCKS_WRITES
                && other.fact().fact() instanceof ChangeRows
                && other.fact().statement() == many.fact().statement()
                && other.finding().status().counts();
    }

    /** That a statement lengthens an earlier lock on the table that it blocks by itself is no second danger. */
    private static boolean isTheWorkItself(Placed other, Placed work) {
        return work.fact().fact() instanceof WorkUnderLock
                && !(other.fact().fact() instanceof WorkUnderLock)
                && other.fact().statement() == work.fact().statement()
                && other.finding().status().counts()
                && other.finding().hazard() == Hazard.BLOCKS_READS
                && other.finding().relation().equals(work.finding().relation());
    }

    /**
     * One finding for a statement that works while several tables are locked, about the one that is locked for the
     * longest time: all of them wait for the same work, and the same change helps them all.
     */
    private static List<Placed> oncePerStatement(List<Placed> findings) {
        Map<Integer, List<Placed>> works = findings.stream()
                .filter(placed -> placed.fact().fact() instanceof WorkUnderLock)
                .collect(Collectors.groupingBy(placed -> placed.fact().statement()));
        List<Placed> kept = new ArrayList<>();
        for (Placed placed : findings) {
            List<Placed> alike = works.getOrDefault(placed.fact().statement(), List.of());
            if (!(placed.fact().fact() instanceof WorkUnderLock)) {
                kept.add(placed);
            } else if (placed.equals(Collections.min(alike, LONGEST_HELD))) {
                kept.add(placed.with(withOthers(placed.finding(), alike)));
            }
        }
        return kept;
    }

    private static final Comparator<Placed> LONGEST_HELD = Comparator.comparing(
                    (Placed placed) -> !placed.finding().status().counts())
            .thenComparing(Overlaps::isOnView)
            .thenComparing(placed -> placed.fact().fact() instanceof WorkUnderLock work ? work.heldSinceLine() : 0L)
            .thenComparing(placed -> placed.finding().relation());

    /** A view that is locked hurts those who read it; a table, everybody. */
    private static boolean isOnView(Placed placed) {
        return placed.fact().fact() instanceof WorkUnderLock work
                && work.table().kind().equals("view");
    }

    private static Finding withOthers(Finding finding, List<Placed> alike) {
        String others = alike.stream()
                .map(Placed::finding)
                .filter(other -> other.status() == finding.status())
                .map(Finding::relation)
                .filter(relation -> !relation.equals(finding.relation()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        if (others.isEmpty()) {
            return finding;
        }
        SortedMap<String, String> evidence = new TreeMap<>(finding.evidence());
        evidence.put("alsoLocked", others);
        return finding.withEvidence(evidence);
    }

    private static boolean saysBetter(Placed other, Placed general) {
        if (ProofMerger.isGeneral(other.fact().fact())
                || other.fact().statement() != general.fact().statement()
                || !other.finding().status().counts()) {
            return false;
        }
        Hazard hazard = other.finding().hazard();
        if (general.fact().fact() instanceof Failure failure) {
            // A statement that hangs fails because it was cancelled; any other failure is another matter.
            return hazard == Hazard.FAILS
                    || hazard == Hazard.HANGS && failure.sqlState().equals(CANCELLED);
        }
        if (other.fact().fact() instanceof DropRelation) {
            return other.finding().relation().equals(general.finding().relation());
        }
        return (hazard == Hazard.BLOCKS_READS || hazard == Hazard.BLOCKS_WRITES)
                && (other.finding().relation().equals(general.finding().relation())
                        || other.fact().fact() instanceof ConstrainDomain
                        || other.finding().relation().equals(family(general))
                        || other.fact()
                                .fact()
                                .alsoAbout()
                                .contains(general.finding().relation()));
    }

    /** What a statement does to the partitions, a finding about their table says. */
    private static String family(Placed general) {
        return general.fact().fact() instanceof Effect effect
                ? effect.family()
                : general.finding().relation();
    }

    static List<Placed> withEvidence(List<Placed> findings, Optional<ScriptTrace> trace) {
        return trace.map(script -> findings.stream()
                        .map(placed -> withEvidence(placed, script))
                        .toList())
                .orElse(findings);
    }

    private static Placed withEvidence(Placed placed, ScriptTrace script) {
        return script.statement(placed.fact().statement())
                .map(statement -> placed.with(evidence(
                        placed.finding(), statement, script.migration().kind().isJava())))
                .orElse(placed);
    }

    private static Finding evidence(Finding finding, StatementTrace statement, boolean java) {
        Effects effects = statement.effects();
        SortedMap<String, String> evidence = new TreeMap<>(finding.evidence());
        for (Lock lock : effects.locks()) {
            if (lock.existing() && lock.relation().equals(finding.relation())) {
                evidence.put("lock", lock.mode().pgName());
                evidence.put("heldMs", String.format(Locale.ROOT, "%.1f", lock.heldMs()));
            }
        }
        if (effects.rewrites().contains(finding.relation())) {
            evidence.put("rewritten", finding.relation());
        }
        if (effects.scans().contains(finding.relation())) {
            evidence.put("scanned", finding.relation());
        }
        effects.failure().ifPresent(error -> {
            evidence.put("error", error.message());
            if (!error.sqlState().isEmpty()) {
                evidence.put("sqlState", error.sqlState());
            }
        });
        if (!effects.invalidIndexes().isEmpty()) {
            evidence.put("invalidIndexes", String.join(", ", effects.invalidIndexes()));
        }
        if (!effects.skipped().isEmpty()) {
            evidence.put("skipped", String.join("; ", effects.skipped()));
        }
        if (java) {
            // The statements of a loop share one place in the file: only their text tells them apart.
            String sql = statement.sql();
            evidence.put("executed", sql.substring(0, Math.min(sql.length(), MOST_SQL)));
        }
        return finding.withEvidence(evidence);
    }
}
