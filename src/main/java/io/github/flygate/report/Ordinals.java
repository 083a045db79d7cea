package io.github.flygate.report;

import java.util.HashMap;
import java.util.Map;

/** Tells equal things apart by counting them: readers drop what has the name of something they have seen. */
final class Ordinals {
    private final Map<String, Integer> seen = new HashMap<>();

    /** How often this was asked for, this time included. */
    int next(String name) {
        return seen.merge(name, 1, Integer::sum);
    }

    /**
     * A name that this has not given before: the wanted one, or that with a number behind it.
     *
     * @param scope within which names must differ
     */
    String unique(String scope, String wanted) {
        String name = wanted;
        for (int number = 2; next(scope + name) > 1; number++) {
            name = wanted + " (" + number + ")";
        }
        return name;
    }
}
