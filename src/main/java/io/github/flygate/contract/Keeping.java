package io.github.flygate.contract;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Keeps what works on the base, and says what does not. */
record Keeping(Trial trial, List<Probe> working, Pace pace, Gaps gaps) {
    void keep(Probe probe) throws SQLException {
        Optional<Refusal> refusal = refusal(probe);
        if (refusal.isEmpty()) {
            return;
        }
        if (refusal.get().equals(Refusal.NOTHING_WRITTEN)) {
            keep(probe.thatWritesNothing());
            return;
        }
        boolean kept = false;
        // What takes too long does so for each column too.
        if (!refusal.get().isTimeout()) {
            for (Probe part : probe.parts()) {
                kept |= refusal(part).isEmpty();
            }
            for (Probe other : probe.instead()) {
                kept = kept || refusal(other).isEmpty();
            }
        }
        if (!kept && !probe.optional()) {
            gaps.add(probe.kind() + " " + probe.object(), refusal.get().reason());
        }
    }

    private Optional<Refusal> refusal(Probe probe) throws SQLException {
        Optional<Refusal> refusal = trial.refusal(probe);
        if (refusal.isEmpty()) {
            working.add(probe);
            pace.note(probe, trial.lastMs());
        }
        return refusal;
    }
}
