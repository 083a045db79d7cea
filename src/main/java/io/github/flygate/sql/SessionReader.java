package io.github.flygate.sql;

import io.github.flygate.fact.ChangeSetting;
import io.github.flygate.sql.Token.Kind;
import java.util.List;
import java.util.StringJoiner;

/** Transaction control, SET, RESET and their like. */
final class SessionReader {
    private final Draft draft;
    private final Cursor cursor;

    private SessionReader(Draft draft, Cursor cursor) {
        this.draft = draft;
        this.cursor = cursor;
    }

    /** Reads from the first word on. */
    static void read(Draft draft, Cursor cursor) {
        new SessionReader(draft, cursor).read(cursor.next().text());
        cursor.expectEnd();
    }

    private void read(String verb) {
        switch (verb) {
            case "begin", "start" -> begin(verb);
            case "commit", "end" -> finish(true);
            case "rollback", "abort" -> rollback();
            case "savepoint" -> {
                String name = cursor.identifier();
                draft.changes.add(() -> draft.tx.savepoint(name));
            }
            case "release" -> {
                cursor.eat("savepoint");
                String name = cursor.identifier();
                draft.changes.add(() -> draft.tx.release(name));
            }
            case "prepare" -> {
                // PREPARE TRANSACTION ends the transaction here and keeps its locks.
                cursor.expect("transaction").next();
                draft.changes.add(() -> draft.tx.finish(true));
            }
            case "set" -> set();
            case "reset" -> reset();
            case "discard" -> {
                draft.refusesTransaction = cursor.is("all");
                if (cursor.is("all")) {
                    draft.changes.add(draft.tx.settings::resetAll);
                }
                cursor.next();
            }
            default -> cursor.rest();
        }
    }

    private void begin(String verb) {
        if (verb.equals("start")) {
            cursor.expect("transaction");
        } else {
            cursor.eatAny("work", "transaction");
        }
        modes();
        draft.changes.add(draft.tx::begin);
    }

    private void modes() {
        while (!cursor.atEnd()) {
            cursor.eat(",");
            if (cursor.eat("isolation", "level")) {
                if (!cursor.eat("repeatable", "read")
                        && !cursor.eat("read", "committed")
                        && !cursor.eat("read", "uncommitted")) {
                    cursor.expect("serializable");
                }
            } else if (!cursor.eat("read", "only")
                    && !cursor.eat("read", "write")
                    && !cursor.eat("not", "deferrable")) {
                cursor.expect("deferrable");
            }
        }
    }

    private void finish(boolean committed) {
        if (cursor.eat("prepared")) {
            cursor.next();
            return;
        }
        cursor.eatAny("work", "transaction");
        boolean chain = false;
        if (cursor.eat("and")) {
            chain = !cursor.eat("no");
            cursor.expect("chain");
        }
        boolean goesOn = chain;
        draft.changes.add(() -> {
            draft.tx.finish(committed);
            if (goesOn) {
                draft.tx.begin();
            }
        });
    }

    private void rollback() {
        int from = cursor.position();
        cursor.eatAny("work", "transaction");
        if (cursor.eat("to")) {
            cursor.eat("savepoint");
            String name = cursor.identifier();
            draft.changes.add(() -> draft.tx.rollbackTo(name));
            return;
        }
        cursor.back(from);
        finish(false);
    }

    private void set() {
        boolean local = cursor.eat("local");
        if (!local) {
            cursor.eat("session");
        }
        if (cursor.eat("time", "zone")) {
            change("timezone", value(), local);
        } else if (cursor.eat("schema")) {
            change("search_path", value(), local);
        } else if (cursor.eatAny("transaction") || cursor.eat("characteristics", "as", "transaction")) {
            if (cursor.eat("snapshot")) {
                cursor.next();
            } else {
                modes();
            }
        } else if (cursor.eat("authorization") || cursor.is("names") || cursor.is("role") || cursor.is("constraints")) {
            cursor.rest();
        } else if (cursor.eat("xml", "option")) {
            cursor.next();
        } else {
            setting(local);
        }
    }

    private void setting(boolean local) {
        Name name = cursor.name();
        if (!cursor.eatAny("to", "=")) {
            throw cursor.unexpected("TO or =");
        }
        if (cursor.atEnd()) {
            throw cursor.unexpected("a value");
        }
        change(name.toString(), value(), local);
    }

    /** The values, joined by commas. */
    private String value() {
        StringJoiner value = new StringJoiner(",");
        do {
            String sign = cursor.eat("-") ? "-" : "";
            cursor.eat("+");
            Token token = cursor.next();
            if (token.kind() == Kind.OPERATOR || token.kind() == Kind.END) {
                throw new Unreadable("expected a value but found \"" + token.text() + "\"");
            }
            String text = token.text();
            if (token.is("interval")) {
                text = cursor.next().text();
                cursor.eat("hour", "to", "minute");
            }
            value.add(sign + (token.is("default") && sign.isEmpty() ? "" : text));
        } while (cursor.eat(","));
        return value.toString();
    }

    private void change(String name, String value, boolean local) {
        change(draft, name, value, local);
    }

    static void change(Draft draft, String name, String value, boolean local) {
        draft.facts.add(new ChangeSetting(name, value, local, inVain(draft.tx, name, value, local)));
        draft.changes.add(() -> apply(draft, name, value, local));
    }

    private static String inVain(TransactionState tx, String name, String value, boolean local) {
        if (local && !tx.isOpen()) {
            return "SET LOCAL changes nothing outside of a transaction";
        }
        int waited = tx.made.unlimitedLine();
        return name.equals("lock_timeout") && waited > 0 && Durations.milliseconds(value) > 0
                ? "line " + waited + " has waited for its lock already"
                : "";
    }

    /** An empty value means the default, which for a local change the session's own value does not replace. */
    private static void apply(Draft draft, String name, String value, boolean local) {
        if (local && !draft.tx.isOpen()) {
            return; // SET LOCAL outside a transaction is a warning, nothing else.
        }
        if (value.isEmpty() && !name.equals("search_path")) {
            draft.tx.settings.reset(name);
        } else {
            draft.tx.settings.set(name, value, local);
        }
    }

    private void reset() {
        if (cursor.eat("all")) {
            draft.changes.add(draft.tx.settings::resetAll);
        } else if (cursor.eat("time", "zone")) {
            reset("timezone");
        } else if (!cursor.eat("session", "authorization")) {
            reset(cursor.name().toString());
        }
    }

    private void reset(String name) {
        draft.facts.add(new ChangeSetting(name, "", false, ""));
        draft.changes.add(() -> draft.tx.settings.reset(name));
    }

    /** The schemas of a search_path value that can hold what migrations make. */
    static List<String> path(String value) {
        return List.of(value.split(",", -1)).stream()
                .map(String::trim)
                .map(part -> part.startsWith("\"") ? part.replace("\"", "") : part)
                .filter(part -> !part.isEmpty() && !part.equals("$user") && !part.equals("pg_catalog"))
                .toList();
    }
}
