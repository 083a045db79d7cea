package io.github.flygate.sql;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tables of indexes, through renames and drops of both. */
final class Indexes {
    final Map<String, String> tables = new HashMap<>();

    /** Where renames of any relation have led to; empty behind a name that was dropped. */
    final Map<String, String> moves = new HashMap<>();

    private final Optional<EarlierFiles> earlier;

    /** What the earlier files need not be asked about. */
    private final Set<String> settled = new HashSet<>();

    private final Set<String> before = new HashSet<>();

    Indexes(Optional<EarlierFiles> earlier) {
        this.earlier = earlier;
    }

    void create(String index, String table) {
        settled.add(index);
        before.remove(index);
        tables.put(index, table);
    }

    /** Empty when it is not known. */
    String tableOf(String index) {
        if (!tables.containsKey(index) && earlier.isPresent() && settled.add(index)) {
            String table = nameAfterMoves(earlier.get().tableOfIndex(index));
            if (!table.isEmpty()) {
                before.add(index);
                tables.put(index, table);
            }
        }
        return tables.getOrDefault(index, "");
    }

    boolean isNew(String index) {
        return tables.containsKey(index) && !before.contains(index);
    }

    /** Of an index, or of a relation with all of its indexes. */
    void drop(String name) {
        settled.add(name);
        moves.put(name, "");
        tables.remove(name);
        tables.values().removeIf(name::equals);
    }

    void rename(String from, String to) {
        String table = tableOf(from);
        settled.addAll(List.of(from, to));
        moves.put(from, to);
        moves.remove(to);
        if (!table.isEmpty()) {
            tables.remove(from);
            tables.put(to, table);
            if (before.remove(from)) {
                before.add(to);
            }
        }
        tables.replaceAll((index, indexed) -> indexed.equals(from) ? to : indexed);
    }

    String nameAfterMoves(String name) {
        String now = name;
        for (int i = 0; i <= moves.size() && moves.containsKey(now); i++) {
            now = moves.getOrDefault(now, "");
        }
        return now;
    }
}
