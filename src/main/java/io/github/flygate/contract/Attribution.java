package io.github.flygate.contract;

import io.github.flygate.migration.Migration;
import io.github.flygate.snapshot.Database.Login;
import io.github.flygate.trace.Replay;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks after each statement of the migrations what does not work any more, so that each break has its cause. What is
 * broken when a file is committed counts, though a later file mends it: production may be left there.
 */
final class Attribution implements Replay.Listener, AutoCloseable {
    private final OldRole role;
    private final Connection observer;
    private final Trial others;
    /** Describes results, which the simple protocol of the other session cannot. */
    private final Connection looking;

    private final Asking asking;
    private final Map<Probe, Broken> failingSince = new HashMap<>();
    private final Map<Probe, Broken> broken = new LinkedHashMap<>();
    private final Map<Watch, Cause> changedSince = new HashMap<>();
    private final Map<Watch, Optional<String>> first = new HashMap<>();

    /** What was broken by what. */
    record Broken(Refusal refusal, Cause cause) {}

    private Attribution(OldRole role, Connection observer, Trial others, Connection looking, Asking asking) {
        this.role = role;
        this.observer = observer;
        this.others = others;
        this.looking = looking;
        this.asking = asking;
    }

    /**
     * Ready for the first statement.
     *
     * @param observer a superuser's session
     */
    static Attribution on(Login owner, Connection observer, OldRole role, Asking asking) throws SQLException {
        Attribution attribution =
                new Attribution(role, observer, new Trial(() -> role.open(owner)), role.openDescribing(owner), asking);
        boolean ready = false;
        try {
            attribution.looking.setAutoCommit(false);
            for (Watch watch : asking.watches()) {
                attribution.first.put(watch, watch.look(attribution.looking, role));
            }
            attribution.looking.rollback();
            ready = true;
            return attribution;
        } finally {
            if (!ready) {
                attribution.close();
            }
        }
    }

    @Override
    public void statementDone(Connection session, Migration migration, int number, boolean inTransaction)
            throws SQLException {
        Cause here = new Cause(migration, number);
        List<Probe> asked = asking.probes().stream()
                .filter(probe -> !broken.containsKey(probe) && asking.isAsked(probe, here))
                .toList();
        if (!asked.isEmpty()) {
            Connection seeing = inTransaction ? session : observer;
            Positions positions = Positions.of(seeing);
            for (Probe probe : asked) {
                note(probe, refusal(session, probe, inTransaction), here);
            }
            // The next statement must find them where the migration left them.
            positions.restore(seeing);
        }
        for (Watch watch : asking.watches()) {
            if (!changedSince.containsKey(watch)
                    && asking.isLookedAt(watch, here)
                    && !watch.look(inTransaction ? session : looking, role).equals(first.get(watch))) {
                changedSince.put(watch, here);
            }
        }
        // Its locks would make the migration wait.
        looking.rollback();
        if (!inTransaction) {
            fileDone(migration);
        }
    }

    private Optional<Refusal> refusal(Connection session, Probe probe, boolean inTransaction) throws SQLException {
        return inTransaction ? Trial.refusalWithin(session, role, probe) : others.refusal(probe);
    }

    private void note(Probe probe, Optional<Refusal> refusal, Cause here) {
        if (refusal.isEmpty()) {
            failingSince.remove(probe);
            return;
        }
        if (asking.pace().excuses(probe, refusal.get())) {
            return;
        }
        // A view that is dropped and made again without a column fails for another reason from then on.
        Broken since = failingSince.get(probe);
        String state = refusal.get().sqlState();
        if (since == null || !since.refusal().sqlState().equals(state)) {
            failingSince.put(probe, new Broken(refusal.get(), here));
        }
    }

    @Override
    public void fileDone(Migration migration) throws SQLException {
        Positions positions = Positions.of(observer);
        for (Probe probe : asking.probes()) {
            if (broken.containsKey(probe)) {
                continue;
            }
            note(probe, others.refusal(probe), new Cause(migration, -1));
            Broken since = failingSince.get(probe);
            if (since != null) {
                broken.put(probe, since);
            }
        }
        others.session().rollback();
        positions.restore(observer);
    }

    Map<Probe, Broken> broken() {
        return broken;
    }

    Optional<Cause> causeOf(Watch watch) {
        return Optional.ofNullable(changedSince.get(watch));
    }

    @Override
    public void close() throws SQLException {
        looking.close();
        others.close();
    }
}
