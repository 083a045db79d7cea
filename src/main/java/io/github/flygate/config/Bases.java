package io.github.flygate.config;

import java.util.List;
import java.util.Optional;

/** The base is named in one way only: who names it hides every other way that weaker sources name. */
final class Bases {
    private static final List<String> KEYS = List.of("base.ref", "base.version", "base.history");

    private Bases() {}

    /** Adds a part of flygate.yml below what is there. */
    static void addBelow(Layer merged, Layer part) {
        List<Setting> named =
                KEYS.stream().map(part::find).flatMap(Optional::stream).toList();
        if (named.size() > 1) {
            throw Effective.wrong(
                    named.get(1),
                    "is a second base beside " + named.get(0).key() + " ("
                            + named.get(0).origin() + ")",
                    "Keep one of ref, version and history.");
        }
        boolean decided = KEYS.stream().anyMatch(key -> merged.find(key).isPresent());
        merged.addBelow(decided ? part.without(KEYS) : part);
    }
}
