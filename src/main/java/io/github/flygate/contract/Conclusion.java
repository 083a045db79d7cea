package io.github.flygate.contract;

import io.github.flygate.contract.ContractPass.Found;
import io.github.flygate.fact.BrokenStatement;
import io.github.flygate.fact.ChangedResult;
import io.github.flygate.fact.Fact;
import io.github.flygate.fact.FactAt;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.Script;
import io.github.flygate.model.Canary;
import io.github.flygate.model.Canary.Broken;
import io.github.flygate.trace.TraceRequest;
import io.github.flygate.trace.TraceRequest.TracedScript;
import io.github.flygate.trace.TraceResult;
import io.github.flygate.trace.TraceResult.StatementTrace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what was found into facts at the statements that caused it, and into the report's numbers. */
final class Conclusion {
    /** Classes and codes of errors that lie in the statement's own words, whatever values it is run with. */
    private static final Set<String> BY_ITS_WORDS = Set.of("42", "0A", "3F", "22P02");

    private static final Set<String> WRITING = Set.of("insert", "update", "delete");

    private final ContractRequest request;
    private final OldVersion old;
    private final TraceRequest migrations;
    private final TraceResult trace;

    Conclusion(ContractRequest request, OldVersion old, TraceRequest migrations, TraceResult trace) {
        this.request = request;
        this.old = old;
        this.migrations = migrations;
        this.trace = trace;
    }

    ContractResult of(Found found, double ms) {
        List<Broken> broken = new ArrayList<>();
        for (Break one : found.breaks()) {
            broken.add(broken(one, place(found.causes().get(one))));
        }
        List<FactAt> facts = new ArrayList<>(brokenFacts(found));
        found.changes().forEach(change -> facts.add(at(place(found.changedBy().get(change)), changed(change))));
        return new ContractResult(
                new Canary.Contract(
                        old.working().size(), broken, old.covered(), old.gaps().all()),
                facts,
                tried(),
                old.working().stream().map(Probe::relation).collect(Collectors.toSet()),
                refused(found),
                ms);
    }

    private static List<OddRow> refused(Found found) {
        List<OddRow> rows = new ArrayList<>();
        for (Break one : found.breaks()) {
            Probe probe = one.probe();
            String state = one.refusal().sqlState();
            if (probe.kind().equals("insert")
                    && !probe.isTeams()
                    && (state.startsWith("23") || state.startsWith("22"))) {
                List<String> statements = new ArrayList<>(probe.before());
                statements.add(probe.sql());
                rows.add(new OddRow(probe.relation(), statements, one.refusal().message()));
            }
        }
        return rows;
    }

    /** Relations that were both read and written. */
    private Set<String> tried() {
        Set<String> read = new HashSet<>();
        Set<String> written = new HashSet<>();
        for (Probe probe : old.working()) {
            (probe.kind().startsWith("select") ? read : written).add(probe.relation());
        }
        read.retainAll(written);
        read.remove("");
        return read;
    }

    /** Where a cause stands. */
    private record Place(Script script, Optional<StatementTrace> statement) {
        int line() {
            return statement.map(traced -> traced.span().line()).orElse(0);
        }
    }

    /** The last file when nothing is known: it was not there before, and it is there now. */
    private Place place(@Nullable Cause cause) {
        List<TracedScript> scripts = migrations.scripts();
        Migration migration =
                cause == null ? scripts.get(scripts.size() - 1).script().migration() : cause.migration();
        Script script = scripts.stream()
                .map(TracedScript::script)
                .filter(candidate -> candidate.migration().equals(migration))
                .findFirst()
                .orElseThrow();
        Optional<StatementTrace> statement = cause == null
                ? Optional.empty()
                : trace.script(migration).flatMap(traced -> traced.statement(cause.statement()));
        return new Place(script, statement);
    }

    private static Broken broken(Break one, Place place) {
        Migration migration = place.script().migration();
        return new Broken(
                one.probe().origin(),
                one.probe().object(),
                one.probe().sql(),
                one.prepared(),
                one.refusal().sqlState(),
                one.refusal().message(),
                migration.script(),
                migration.file(),
                place.line());
    }

    /** Breaks that one statement caused in one way on one relation are one fact; what nobody uses, in any way. */
    private record Group(Place place, String relation, String sqlState, boolean prepared, boolean asterisk) {}

    private List<FactAt> brokenFacts(Found found) {
        Map<Group, List<Break>> groups = new LinkedHashMap<>();
        for (Break one : found.breaks()) {
            Probe probe = one.probe();
            String relation = probe.relation().isEmpty() ? probe.object() : probe.relation();
            Place place = place(found.causes().get(one));
            Group group = isUsed(one)
                    ? new Group(
                            place,
                            relation,
                            one.refusal().sqlState(),
                            one.prepared(),
                            kind(one).equals("select *"))
                    : new Group(place, relation, "", false, false);
            groups.computeIfAbsent(group, key -> new ArrayList<>()).add(one);
        }
        List<FactAt> facts = new ArrayList<>();
        groups.forEach((group, breaks) -> facts.add(at(group.place(), fact(breaks))));
        return facts;
    }

    private BrokenStatement fact(List<Break> breaks) {
        Break shown = breaks.stream()
                .filter(one -> one.probe().isTeams())
                .findFirst()
                .or(() -> breaks.stream().filter(one -> !one.prepared()).findFirst())
                .orElse(breaks.get(0));
        Probe probe = shown.probe();
        return new BrokenStatement(
                probe.relation(),
                probe.object(),
                kind(shown),
                probe.origin(),
                probe.sql(),
                shown.refusal().sqlState(),
                shown.refusal().message(),
                breaks.size(),
                shown.prepared(),
                isUsed(shown));
    }

    /** That it has an asterisk makes a difference to prepared statements alone. */
    private static String kind(Break one) {
        String kind = one.probe().kind();
        return kind.equals("select *") && !one.prepared() ? "select" : kind;
    }

    /** Whether a known statement may meet it; where not all of them are known, any may. */
    private boolean isUsed(Break one) {
        Probe probe = one.probe();
        if (!request.complete() || probe.isTeams()) {
            return true;
        }
        // A known statement with such words would be broken itself.
        boolean byItsWords = BY_ITS_WORDS.stream().anyMatch(one.refusal().sqlState()::startsWith);
        Set<String> known = WRITING.contains(probe.kind()) ? old.written() : old.used();
        return !byItsWords && known.contains(probe.relation());
    }

    private ChangedResult changed(SchemaChange change) {
        boolean used =
                !request.complete() || change.relation().isEmpty() || old.used().contains(change.relation());
        return new ChangedResult(
                change.relation(), change.object(), change.change(), Probe.PROBE, change.was(), change.becomes(), used);
    }

    private FactAt at(Place place, Fact fact) {
        FactPlaces places = new FactPlaces(migrations.flywayFact());
        return place.statement().isPresent()
                ? places.at(place.script(), place.statement().get(), fact)
                : places.at(place.script(), fact);
    }
}
