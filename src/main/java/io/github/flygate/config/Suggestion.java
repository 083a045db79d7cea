package io.github.flygate.config;

import io.github.flygate.model.Nearest;
import java.util.Collection;

/** Asks whether another name was meant. */
final class Suggestion {
    private Suggestion() {}

    /** {@code ; did you mean "x"?}, or nothing. */
    static String question(String name, Collection<String> known) {
        return Nearest.to(name, known)
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElse("");
    }
}
