package io.github.flygate.sql;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the open transaction has done that looks different until it commits. */
final class Uncommitted {
    private final Set<String> types = new HashSet<>();
    private final Map<String, String> enumValues = new HashMap<>();
    private final Set<String> unvalidated = new HashSet<>();
    private Optional<Chosen> first = Optional.empty();
    private boolean second;
    private int unlimitedLine;
    private int transaction;

    /** The first table that a statement was about and locked for writers. */
    record Chosen(String table, int line) {}

    void clear() {
        types.clear();
        enumValues.clear();
        unvalidated.clear();
        first = Optional.empty();
        second = false;
        unlimitedLine = 0;
        transaction++;
    }

    /** Another number for each transaction. */
    int transaction() {
        return transaction;
    }

    void createType(String type) {
        types.add(type);
    }

    /** The values of a type of the same transaction may be used at once. */
    void addEnumValue(String type, String value) {
        if (!types.contains(type)) {
            enumValues.put(value, type);
        }
    }

    /** Values that are refused until the transaction commits, with their types. */
    Map<String, String> enumValues() {
        return enumValues;
    }

    void addUnvalidated(String table, String constraint) {
        unvalidated.add(table + " " + constraint);
    }

    boolean isUnvalidated(String table, String constraint) {
        return unvalidated.contains(table + " " + constraint);
    }

    /** The table that was chosen first, when this is the second one; it is asked once. */
    Optional<Chosen> secondTo(String table, int line) {
        if (first.isEmpty()) {
            first = Optional.of(new Chosen(table, line));
            return Optional.empty();
        }
        if (second || first.get().table().equals(table)) {
            return Optional.empty();
        }
        second = true;
        return first;
    }

    /** A lock that writers wait behind was taken without a limit for the wait. */
    void lockedWithoutLimit(int line) {
        unlimitedLine = unlimitedLine == 0 ? line : unlimitedLine;
    }

    /** 0 for none. */
    int unlimitedLine() {
        return unlimitedLine;
    }
}
