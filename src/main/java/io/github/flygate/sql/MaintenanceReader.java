package io.github.flygate.sql;

import static io.github.flygate.model.LockMode.ACCESS_EXCLUSIVE;
import static io.github.flygate.model.LockMode.EXCLUSIVE;
import static io.github.flygate.model.LockMode.SHARE;
import static io.github.flygate.model.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.github.flygate.fact.ChangeRows;
import io.github.flygate.fact.RebuildRelation;
import io.github.flygate.fact.TableFact;
import io.github.flygate.fact.Truncate;
import io.github.flygate.model.LockMode;
import java.util.List;
import java.util.Locale;

/** TRUNCATE, LOCK, VACUUM, ANALYZE, REINDEX, CLUSTER, REFRESH and COPY. */
final class MaintenanceReader {
    private final Draft draft;
    private final Cursor cursor;

    private MaintenanceReader(Draft draft, Cursor cursor) {
        this.draft = draft;
        this.cursor = cursor;
    }

    /** Reads from the first word on. */
    static void read(Draft draft, Cursor cursor) {
        MaintenanceReader reader = new MaintenanceReader(draft, cursor);
        switch (cursor.next().text()) {
            case "truncate" -> reader.truncate();
            case "lock" -> reader.lock();
            case "vacuum" -> reader.vacuum();
            case "analyze", "analyse" -> reader.analyze();
            case "reindex" -> reader.reindex();
            case "cluster" -> reader.cluster();
            case "refresh" -> reader.refresh();
            default -> reader.copy();
        }
        cursor.expectEnd();
    }

    private Name listed() {
        cursor.eat("only");
        Name name = cursor.name();
        cursor.eat("*");
        return name;
    }

    private void truncate() {
        cursor.eat("table");
        List<TableFact> tables = new java.util.ArrayList<>();
        do {
            tables.add(draft.existing(listed(), "table"));
        } while (cursor.eat(","));
        if (cursor.eatAny("restart", "continue")) {
            cursor.expect("identity");
        }
        boolean cascade = cursor.is("cascade");
        cursor.eatAny("cascade", "restrict");
        for (TableFact table : tables) {
            draft.lock(table, ACCESS_EXCLUSIVE);
            draft.facts.add(new Truncate(table, cascade));
        }
    }

    private void lock() {
        cursor.eat("table");
        List<TableFact> tables = new java.util.ArrayList<>();
        do {
            tables.add(draft.existing(listed(), "table"));
        } while (cursor.eat(","));
        LockMode mode = ACCESS_EXCLUSIVE;
        if (cursor.eat("in")) {
            StringBuilder words = new StringBuilder();
            while (!cursor.is("mode")) {
                words.append(words.isEmpty() ? "" : "_").append(cursor.identifier());
            }
            cursor.expect("mode");
            mode = lockMode(words.toString());
        }
        cursor.eat("nowait");
        LockMode taken = mode;
        tables.forEach(table -> draft.lock(table, taken));
    }

    private LockMode lockMode(String words) {
        try {
            return LockMode.valueOf(words.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Unreadable("no lock mode: " + words.replace('_', ' '));
        }
    }

    private void vacuum() {
        draft.refusesTransaction = true;
        boolean full = false;
        if (cursor.is("(")) {
            for (List<Token> option : Cursor.split(cursor.parenthesised())) {
                Cursor at = new Cursor(option);
                full |= at.eat("full") && !at.is("false") && !at.is("off") && !at.is("0");
            }
        } else {
            full = cursor.eat("full");
            cursor.eat("freeze");
            cursor.eat("verbose");
            cursor.eatAny("analyze", "analyse");
        }
        LockMode mode = full ? ACCESS_EXCLUSIVE : SHARE_UPDATE_EXCLUSIVE;
        boolean named = tablesWithColumns(mode);
        if (!full) {
            return;
        }
        if (!named) {
            rebuilds(SchemaState.NONE, "vacuum full", "every table");
            return;
        }
        draft.work.add("rewrite");
        draft.relations().forEach(table -> rebuilds(table, "vacuum full", table.name()));
    }

    private void analyze() {
        if (cursor.is("(")) {
            cursor.parenthesised();
        }
        cursor.eat("verbose");
        tablesWithColumns(SHARE_UPDATE_EXCLUSIVE);
    }

    private boolean tablesWithColumns(LockMode mode) {
        if (cursor.atEnd()) {
            return false;
        }
        do {
            TableFact table = draft.existing(listed(), "table");
            if (cursor.is("(")) {
                cursor.parenthesised();
            }
            draft.lock(table, mode);
        } while (cursor.eat(","));
        return true;
    }

    private void rebuilds(TableFact table, String by, String object) {
        draft.facts.add(new RebuildRelation(table, by, draft.concurrently, object, List.of()));
    }

    private void reindex() {
        boolean concurrently = false;
        if (cursor.is("(")) {
            for (List<Token> option : Cursor.split(cursor.parenthesised())) {
                Cursor at = new Cursor(option);
                concurrently |= at.eat("concurrently") && !at.is("false") && !at.is("off") && !at.is("0");
            }
        }
        String what = cursor.next().text();
        concurrently |= cursor.eat("concurrently");
        draft.concurrently = concurrently;
        switch (what) {
            case "table" -> {
                TableFact table = draft.existing(cursor.name(), "table");
                draft.lock(table, concurrently ? SHARE_UPDATE_EXCLUSIVE : SHARE);
                draft.works("index build", table);
                rebuilds(table, "reindex", table.name());
            }
            case "index" -> {
                TableFact index = draft.table(cursor.name(), "index");
                draft.lock(index, concurrently ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE);
                String name = draft.schema.tableOfIndex(index.name());
                TableFact table = name.isEmpty() ? SchemaState.NONE : draft.schema.table(name, "table");
                draft.lock(table, concurrently ? SHARE_UPDATE_EXCLUSIVE : SHARE);
                draft.work.add("index build");
                rebuilds(table, "reindex", index.name());
            }
            case "schema", "database", "system" -> {
                draft.refusesTransaction = true;
                String which = cursor.atEnd() ? "" : " " + cursor.identifier();
                if (!what.equals("system")) {
                    rebuilds(SchemaState.NONE, "reindex", what + which);
                }
            }
            default -> throw new Unreadable("REINDEX of what: " + what);
        }
        draft.refusesTransaction |= concurrently;
    }

    private void cluster() {
        if (cursor.is("(")) {
            cursor.parenthesised();
        }
        cursor.eat("verbose");
        if (cursor.atEnd()) {
            draft.refusesTransaction = true;
            rebuilds(SchemaState.NONE, "cluster", "every clustered table");
            return;
        }
        Name name = cursor.name();
        if (cursor.eat("on")) {
            name = cursor.name();
        } else if (cursor.eat("using")) {
            cursor.identifier();
        }
        TableFact table = draft.existing(name, "table");
        draft.lock(table, ACCESS_EXCLUSIVE);
        draft.works("rewrite", table);
        rebuilds(table, "cluster", table.name());
    }

    private void refresh() {
        cursor.expect("materialized", "view");
        draft.concurrently = cursor.eat("concurrently");
        TableFact view = draft.existing(cursor.name(), "materialized view");
        draft.lock(view, draft.concurrently ? EXCLUSIVE : ACCESS_EXCLUSIVE);
        rebuilds(view, "refresh", view.name());
        boolean empty = cursor.eat("with", "no", "data");
        if (!empty) {
            cursor.eat("with", "data");
            draft.work.add("rewrite");
            draft.changes.add(() -> draft.schema.look(view.name()).filled = true);
        }
    }

    private void copy() {
        cursor.eat("binary");
        if (cursor.is("(")) {
            draft.needsGrammar = true;
            cursor.rest();
            return;
        }
        TableFact table = draft.existing(cursor.name(), "table");
        if (cursor.is("(")) {
            cursor.parenthesised();
        }
        if (cursor.eat("from")) {
            draft.facts.add(new ChangeRows(table, "insert", false));
            draft.work.add("rows");
            draft.changes.add(() -> draft.schema.look(table.name()).filled = true);
        } else {
            cursor.expect("to");
        }
        // What follows, the data of COPY … FROM STDIN included, changes nothing of it.
        cursor.rest();
    }
}
