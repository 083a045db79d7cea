package io.github.flygate.contract;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import io.github.flygate.rows.RowSchema;
import io.github.flygate.snapshot.Database;
import io.github.flygate.trace.Replay;
import io.github.flygate.trace.TraceRequest;
import io.github.flygate.trace.TraceResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tries what the old version does: first on a copy of the base, then on a migrated one. What works on the first and not
 * on the second is broken; the migrations are then applied to the first copy too, to find the statement that breaks it.
 */
public final class ContractPass implements AutoCloseable {
    private static final double NANOS_PER_MS = 1_000_000.0;
    /** So many tries may be spent on the states between two statements. */
    private static final int MOST_TRIES = 20_000;

    private final Database base;
    private final Connection observer;
    private final ContractRequest request;
    private final Membership membership;
    private final OldVersion old;
    private final double baseMs;

    private ContractPass(
            Database base,
            Connection observer,
            ContractRequest request,
            Membership membership,
            OldVersion old,
            long started) {
        this.base = base;
        this.observer = observer;
        this.request = request;
        this.membership = membership;
        this.old = old;
        this.baseMs = since(started);
    }

    /**
     * Makes statements of all that is in the base and tries them there.
     *
     * @param base a copy that nobody else uses
     * @throws FlygateException with code ENGINE when that is not possible, CONFIGURATION when there is no such role
     */
    public static ContractPass on(Database base, ContractRequest request) {
        long started = System.nanoTime();
        try {
            Membership membership = Membership.of(base, request.applicationRole());
            Connection observer = Sessions.observer(base.superuser());
            try {
                Positions positions = Positions.of(observer);
                OldVersion old = OldVersion.on(base.owner(), request);
                if (request.filled()) {
                    EmptyTables.in(old.schema(), request.skip(), observer)
                            .forEach(table -> old.gaps().add("rows of " + table, "no row was made that it accepts"));
                }
                // The migrations come here too, and must find what the base left.
                positions.restore(observer);
                return new ContractPass(base, observer, request, membership, old, started);
            } catch (SQLException | RuntimeException e) {
                observer.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /**
     * Tries the same on the migrated copy, whose data and catalog stay as they are.
     *
     * @param migrations those that went through
     * @throws FlygateException with code ENGINE when that is not possible
     */
    public ContractResult against(Database migrated, TraceRequest migrations, TraceResult trace, Progress progress) {
        long started = System.nanoTime();
        progress.step("trying " + old.working().size() + " statements of the running version");
        try (Membership alike = Membership.of(migrated, request.applicationRole());
                Connection there = Sessions.observer(migrated.superuser())) {
            Positions positions = Positions.of(there);
            Map<Probe, Refusal> broken = new LinkedHashMap<>();
            List<SchemaChange> changes;
            try (Trial trial = new Trial(() -> alike.open(request.role()))) {
                RowSchema schema = RowSchema.read(trial.session());
                changes = SchemaChanges.between(old, schema, OldObjects.read(trial.session()));
                changes.addAll(HiddenRows.of(old.schema(), schema, trial.session(), there));
                List<Probe> probes = new ArrayList<>(old.working());
                Positions before = Positions.of(observer);
                probes.addAll(NewKeys.on(base.owner(), request.role(), old.schema(), schema));
                before.restore(observer);
                for (Probe probe : probes) {
                    broken.putAll(broken(trial, probe));
                }
            }
            positions.restore(there);
            Found found = causes(migrations, Touched.by(trace), broken, changes);
            double ms = baseMs + since(started);
            return new Conclusion(request, old, migrations, trace).of(found, ms);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private Map<Probe, Refusal> broken(Trial trial, Probe probe) throws SQLException {
        Map<Probe, Refusal> broken = new LinkedHashMap<>();
        Optional<Refusal> refusal = trial.refusal(probe);
        if (refusal.filter(why -> old.pace().excuses(probe, why)).isPresent()) {
            old.gaps()
                    .add(
                            probe.kind() + " " + probe.object(),
                            "on the migrated database " + refusal.get().reason());
        } else if (refusal.isPresent()) {
            for (Probe part : probe.parts()) {
                trial.refusal(part).ifPresent(why -> broken.put(part, why));
            }
            if (broken.isEmpty()) {
                broken.put(probe, refusal.get());
            }
        }
        return broken;
    }

    /** Everything that was found, each with its cause where that is known. */
    record Found(
            List<Break> breaks,
            Map<Break, Cause> causes,
            List<SchemaChange> changes,
            Map<SchemaChange, Cause> changedBy) {}

    private Found causes(
            TraceRequest migrations, Touched touched, Map<Probe, Refusal> broken, List<SchemaChange> changes)
            throws SQLException {
        List<Probe> affected =
                old.working().stream().filter(touched::mayConcern).toList();
        List<Probe> shaped = affected.stream().filter(Probe::returnsRows).toList();
        Map<Probe, Watch> shapes = new LinkedHashMap<>();
        shaped.forEach(probe -> shapes.put(probe, new Watch.Shape(probe)));
        List<Watch> watches = new ArrayList<>(shapes.values());
        changes.forEach(change -> watches.add(change.watch()));
        List<Probe> between = affected.stream()
                .filter(probe -> old.pace().allows(probe, touched.statements()))
                .toList();
        Set<Probe> all = new LinkedHashSet<>(broken.keySet());
        affected.stream()
                .filter(probe -> old.pace().allows(probe, migrations.scripts().size()))
                .forEach(all::add);
        if (all.isEmpty() && watches.isEmpty()) {
            return new Found(List.of(), Map.of(), List.of(), Map.of());
        }
        Asking asking = new Asking(
                List.copyOf(all),
                broken.keySet(),
                touched.tries(between) <= MOST_TRIES ? Set.copyOf(between) : Set.of(),
                watches,
                touched,
                old.pace());
        try (PreparedForms forms = PreparedForms.of(shaped, base.owner(), request.role());
                Attribution attribution = Attribution.on(base.owner(), observer, request.role(), asking)) {
            Replay.run(base, migrations, attribution);
            return found(broken, changes, shapes, attribution, forms.broken(), touched);
        }
    }

    private Found found(
            Map<Probe, Refusal> broken,
            List<SchemaChange> changes,
            Map<Probe, Watch> shapes,
            Attribution attribution,
            List<Break> prepared,
            Touched touched) {
        List<Break> breaks = new ArrayList<>();
        Map<Break, Cause> causes = new HashMap<>();
        broken.forEach((probe, refusal) -> {
            Optional<Attribution.Broken> there = Optional.ofNullable(
                            attribution.broken().get(probe))
                    .filter(known -> known.cause().statement() >= 0);
            // A later file may break it in another way; it is told where it broke first, and how it did there.
            Break one = new Break(probe, there.map(Attribution.Broken::refusal).orElse(refusal), false);
            breaks.add(one);
            there.map(Attribution.Broken::cause)
                    .or(() -> touched.last(probe.relation()))
                    .ifPresent(cause -> causes.put(one, cause));
        });
        attribution.broken().forEach((probe, between) -> {
            if (!broken.containsKey(probe) && !anyPartIn(probe, broken)) {
                Break one = new Break(probe, between.refusal(), false);
                breaks.add(one);
                causes.put(one, between.cause());
            }
        });
        for (Break one : prepared) {
            if (old.pace().excuses(one.probe(), one.refusal())) {
                continue;
            }
            Watch shape = shapes.get(one.probe());
            boolean alsoFresh = attribution.broken().containsKey(one.probe());
            if (!alsoFresh && shape != null) {
                breaks.add(one);
                attribution
                        .causeOf(shape)
                        .or(() -> touched.last(one.probe().relation()))
                        .ifPresent(cause -> causes.put(one, cause));
            }
        }
        Map<SchemaChange, Cause> changedBy = new HashMap<>();
        changes.forEach(change -> attribution.causeOf(change.watch()).ifPresent(cause -> changedBy.put(change, cause)));
        return new Found(breaks, causes, changes, changedBy);
    }

    /** The whole is broken because a column is, and that is told already. */
    private static boolean anyPartIn(Probe probe, Map<Probe, Refusal> broken) {
        return probe.parts().stream().anyMatch(broken::containsKey);
    }

    private static FlygateException failure(SQLException e) {
        return new FlygateException(
                ErrorCode.ENGINE,
                "the running version's statements could not be tried: "
                        + Refusal.of(e).message(),
                "",
                e);
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / NANOS_PER_MS;
    }

    @Override
    public void close() {
        try (observer) {
            membership.close();
        } catch (SQLException e) {
            throw failure(e);
        }
    }
}
