package io.github.flygate.sql;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Server settings that statements change: for the session, or for the rest of a transaction. */
final class SessionSettings {
    private Map<String, String> session = new HashMap<>();
    private Map<String, String> local = new HashMap<>();
    private Map<String, String> atBegin = new HashMap<>();

    record Saved(Map<String, String> session, Map<String, String> local) {}

    /** The value that a statement has set; empty when the session's own default is in force. */
    Optional<String> get(String name) {
        String value = local.containsKey(name) ? local.get(name) : session.get(name);
        return Optional.ofNullable(value);
    }

    void set(String name, String value, boolean onlyTransaction) {
        if (onlyTransaction) {
            local.put(name, value);
        } else {
            session.put(name, value);
            local.remove(name);
        }
    }

    void reset(String name) {
        session.remove(name);
        local.remove(name);
    }

    void resetAll() {
        session.clear();
        local.clear();
    }

    void begin() {
        atBegin = new HashMap<>(session);
    }

    void end(boolean committed) {
        if (!committed) {
            session = new HashMap<>(atBegin);
        }
        local.clear();
    }

    /** What was set for the session, an open transaction's own changes included. */
    Map<String, String> session() {
        return Map.copyOf(session);
    }

    Saved save() {
        return new Saved(Map.copyOf(session), Map.copyOf(local));
    }

    void restore(Saved saved) {
        session = new HashMap<>(saved.session());
        local = new HashMap<>(saved.local());
    }
}
