package io.github.flygate.contract;

import io.github.flygate.model.Canary.NotCovered;
import java.util.ArrayList;
import java.util.List;

/** Collects what could not be tried, with the reason: nothing is dropped in silence. */
final class Gaps {
    private final List<NotCovered> all = new ArrayList<>();

    void add(String what, String reason) {
        all.add(new NotCovered(what, reason.lines().findFirst().orElse("")));
    }

    List<NotCovered> all() {
        return List.copyOf(all);
    }
}
