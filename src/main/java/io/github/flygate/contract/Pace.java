package io.github.flygate.contract;

import java.util.HashMap;
import java.util.Map;

/** How long the statements took on the base: a function of the project's may run for seconds. */
final class Pace {
    /** What takes less is not worth remembering, and counts as a common statement. */
    private static final double QUICK_MS = 20;

    private static final double COMMON_MS = 1;
    /** A statement that took a tenth of the limit may reach the limit by chance. */
    private static final double MAY_TIME_OUT_MS = OldRole.TIMEOUT_MS / 10.0;
    /** So long may one statement take with all its tries between those of the migrations. */
    private static final double MOST_MS = 1_000;

    private final Map<Probe, Double> slow = new HashMap<>();

    void note(Probe probe, double ms) {
        if (ms >= QUICK_MS) {
            slow.put(probe, ms);
        }
    }

    /** In milliseconds. */
    double of(Probe probe) {
        return slow.getOrDefault(probe, COMMON_MS);
    }

    /** Whether it can be asked so many times. */
    boolean allows(Probe probe, int times) {
        return times <= 1 || of(probe) * times <= MOST_MS;
    }

    /** Whether a refusal says nothing: it was slow on the base too. */
    boolean excuses(Probe probe, Refusal refusal) {
        return refusal.isTimeout() && of(probe) >= MAY_TIME_OUT_MS;
    }
}
