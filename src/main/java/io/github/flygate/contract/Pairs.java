package io.github.flygate.contract;

import io.github.flygate.rows.Assignment;
import io.github.flygate.rows.Outcome.Made;
import io.github.flygate.rows.RowTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two rows that are as alike as the base allows: a new UNIQUE or EXCLUDE would not. */
final class Pairs {
    private Pairs() {}

    /**
     * The pairs of one table.
     *
     * @param twin accepted after {@code full}; only the base's keys make the two differ
     */
    static List<Probe> of(RowTable table, Made full, Made twin) {
        List<Probe> pairs = new ArrayList<>();
        pairs.add(pair(table, full, twin));
        Made otherCase = inOtherCase(full, twin);
        if (!otherCase.equals(twin)) {
            pairs.add(pair(table, full, otherCase).whenPossible());
        }
        return pairs;
    }

    private static Probe pair(RowTable table, Made first, Made second) {
        List<String> before = new ArrayList<>(first.before());
        before.add(first.insert(table));
        before.addAll(second.before());
        return new Probe(table.says(), table.says(), "insert", second.insert(table)).after(before);
    }

    /** Texts of keys that differ in nothing but upper and lower case. */
    private static Made inOtherCase(Made full, Made twin) {
        Map<String, String> values = new HashMap<>();
        full.values().forEach(value -> values.put(value.column(), value.literal()));
        List<Assignment> changed = new ArrayList<>();
        for (Assignment value : twin.values()) {
            String first = values.getOrDefault(value.column(), value.literal());
            boolean text = first.endsWith("::text") || first.contains("'::character varying");
            changed.add(
                    text && !first.equals(value.literal())
                            ? new Assignment(value.column(), "upper(" + first + ")")
                            : value);
        }
        return new Made(changed, twin.before());
    }

    /** Two rows with the mandatory columns alone: for a key to which nulls are equal. */
    static Probe ofMandatory(RowTable table, Made mandatory, Made twin) {
        return pair(table, mandatory, with(mandatory, twin, List.of())).whenPossible();
    }

    /**
     * Two rows with the mandatory columns and a new key's columns alone: for a key of a part of the rows.
     *
     * @param columns of the key
     */
    static List<Probe> forKey(RowTable table, Made mandatory, Made full, Made twin, List<String> columns) {
        List<Probe> pairs = new ArrayList<>();
        Made first = with(mandatory, mandatory, List.of());
        List<Assignment> keyed = new ArrayList<>(first.values());
        full.values().stream()
                .filter(value -> columns.contains(value.column())
                        && keyed.stream().noneMatch(given -> given.column().equals(value.column())))
                .forEach(keyed::add);
        Made withKey = new Made(keyed, full.before());
        pairs.add(pair(table, withKey, with(withKey, twin, columns)).whenPossible());
        return pairs;
    }

    /** The row with the twin's values in the columns that are not to be alike. */
    private static Made with(Made row, Made twin, List<String> alike) {
        Map<String, String> values = new HashMap<>();
        twin.values().forEach(value -> values.put(value.column(), value.literal()));
        return new Made(
                row.values().stream()
                        .map(value -> alike.contains(value.column())
                                ? value
                                : new Assignment(value.column(), values.getOrDefault(value.column(), value.literal())))
                        .toList(),
                twin.before());
    }
}
