package io.github.flygate.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * An object that two databases do not have in common.
 *
 * @param key kind and name
 * @param relation that it belongs to or is; empty for what belongs to none
 * @param here in the first of the two: {@code missing}, {@code there}, or its definition from where it differs
 * @param there likewise in the second
 */
record Unlike(String key, String relation, String here, String there) {
    private static final String MISSING = "missing";
    private static final String PRESENT = "there";
    private static final int LEAD = 20;
    private static final int SHOWN = 100;
    private static final Set<String> RELATIONS =
            Set.of("table", "view", "materialized view", "foreign table", "sequence", "type");

    /** All of them, sorted; a relation that only one has speaks for what belongs to it. */
    static List<Unlike> of(Definitions here, Definitions there) {
        Set<String> keys = new TreeSet<>(here.texts().keySet());
        keys.addAll(there.texts().keySet());
        List<Unlike> unlike = new ArrayList<>();
        for (String key : keys) {
            String one = here.texts().get(key);
            String other = there.texts().get(key);
            String relation =
                    here.relations().getOrDefault(key, there.relations().getOrDefault(key, ""));
            boolean partOfMissing = !isItself(key, relation) && has(here, relation) != has(there, relation);
            if (partOfMissing) {
                continue;
            }
            if (one == null) {
                unlike.add(new Unlike(key, relation, MISSING, PRESENT));
            } else if (other == null) {
                unlike.add(new Unlike(key, relation, PRESENT, MISSING));
            } else if (!one.equals(other)) {
                int from = firstDifference(one, other);
                unlike.add(new Unlike(key, relation, excerpt(one, from), excerpt(other, from)));
            }
        }
        return List.copyOf(unlike);
    }

    private static boolean isItself(String key, String relation) {
        return RELATIONS.stream().anyMatch(kind -> key.equals(kind + " " + relation));
    }

    private static boolean has(Definitions definitions, String relation) {
        return RELATIONS.stream().anyMatch(kind -> definitions.texts().containsKey(kind + " " + relation));
    }

    private static int firstDifference(String one, String other) {
        int at = 0;
        while (at < one.length() && at < other.length() && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }

    private static String excerpt(String text, int difference) {
        int from = text.length() <= SHOWN ? 0 : Math.max(0, difference - LEAD);
        int to = Math.min(text.length(), from + SHOWN);
        return '"'
                + (from > 0 ? "…" : "")
                + text.substring(from, to).replaceAll("\\s+", " ").strip()
                + (to < text.length() ? "…" : "")
                + '"';
    }
}
