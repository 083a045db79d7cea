package io.github.flygate.sql;

import static io.github.flygate.model.LockMode.ACCESS_EXCLUSIVE;
import static io.github.flygate.model.LockMode.SHARE_ROW_EXCLUSIVE;
import static io.github.flygate.model.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.github.flygate.fact.RebuildRelation;
import io.github.flygate.fact.RenameColumn;
import io.github.flygate.fact.RenameRelation;
import io.github.flygate.fact.TableFact;
import io.github.flygate.model.LockMode;
import java.util.List;
import java.util.Set;

/** ALTER TABLE, and ALTER of the other relations as far as they share its actions. */
final class AlterRelationReader {
    /** Storage parameters that readers plan with: {@code AlterTableGetRelOptionsLockLevel()} wants ACCESS EXCLUSIVE. */
    private static final Set<String> EXCLUSIVE_OPTIONS = Set.of(
            "user_catalog_table",
            "fastupdate",
            "gin_pending_list_limit",
            "autosummarize",
            "pages_per_range",
            "buffering",
            "security_barrier",
            "security_invoker",
            "check_option");

    private final Draft draft;
    private final Cursor cursor;
    private final String kind;
    private TableFact table = SchemaState.NONE;

    private AlterRelationReader(Draft draft, Cursor cursor, String kind) {
        this.draft = draft;
        this.cursor = cursor;
        this.kind = kind;
    }

    /** Reads behind {@code ALTER TABLE} and the like. */
    static void read(Draft draft, Cursor cursor, String kind) {
        new AlterRelationReader(draft, cursor, kind).read();
    }

    private void read() {
        if (cursor.eat("all", "in", "tablespace")) {
            cursor.identifier();
            draft.needsGrammar = true;
            cursor.rest();
            return;
        }
        boolean certain = !cursor.ifExists();
        cursor.eat("only");
        Name name = cursor.name();
        cursor.eat("*");
        table = certain ? draft.existing(name, kind) : draft.table(name, kind);
        if (cursor.atEnd()) {
            throw cursor.unexpected("an action");
        }
        List<List<Token>> actions = Cursor.split(cursor.rest());
        PartitionActions partitions = new PartitionActions(draft, table, kind);
        TableActions tableActions = new TableActions(draft, table, actions);
        for (List<Token> action : actions) {
            Cursor at = new Cursor(action);
            if (!nameAction(at) && !relationAction(at) && !partitions.read(at) && !tableActions.read(at)) {
                throw at.unexpected("an action of ALTER " + kind.toUpperCase(java.util.Locale.ROOT));
            }
            at.expectEnd();
        }
        tableActions.end();
    }

    private void lock(LockMode mode) {
        draft.lock(table, mode);
    }

    private boolean nameAction(Cursor at) {
        if (at.eat("rename", "to")) {
            // ALTER TABLE is stronger than ALTER INDEX even where it renames an index.
            lock(kind.equals("index") ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE);
            String schema = table.name().substring(0, table.name().lastIndexOf('.') + 1);
            moved(schema + at.identifier());
        } else if (at.eat("set", "schema")) {
            lock(ACCESS_EXCLUSIVE);
            moved(at.identifier() + table.name().substring(table.name().lastIndexOf('.')));
        } else if (at.eat("rename", "constraint")) {
            lock(ACCESS_EXCLUSIVE);
            String from = at.identifier();
            String to = at.expect("to").identifier();
            draft.changes.add(() -> Constraints.rename(draft.schema.look(table.name()), from, to));
        } else if (at.eat("rename")) {
            at.eat("column");
            renameColumn(at.identifier(), at.expect("to").identifier());
        } else {
            return false;
        }
        return true;
    }

    private void moved(String newName) {
        draft.facts.add(new RenameRelation(table, newName, draft.servedLater(table.name())));
        draft.changes.add(() -> {
            draft.schema.rename(table.name(), newName);
            draft.tx.renamed(table.name(), newName);
        });
    }

    private void renameColumn(String from, String to) {
        lock(ACCESS_EXCLUSIVE);
        draft.facts.add(new RenameColumn(table, Columns.byName(draft, table, from), to));
        draft.changes.add(() -> {
            Relation relation = draft.schema.touch(table.name(), kind);
            Relation.Column column = relation.columns.remove(from);
            relation.columns.put(to, column == null ? relation.column(from) : column);
            relation.newNames.remove(from);
            relation.newNames.add(to);
            Constraints.renameColumn(relation, from, to);
            Relation.Value value = relation.values.remove(from);
            if (value != null) {
                relation.values.put(to, value);
            }
        });
    }

    private boolean relationAction(Cursor at) {
        if (at.eat("owner", "to")) {
            OtherObjects.table(draft, table, "owner", at.next().text());
            lock(ACCESS_EXCLUSIVE);
        } else if (at.eat("set", "tablespace")) {
            at.identifier();
            at.eat("nowait");
            rewrite("set tablespace");
        } else if (at.eat("set", "access", "method")) {
            at.next();
            rewrite("set access method");
        } else if (at.eat("set", "logged")) {
            rewrite("set logged");
        } else if (at.eat("set", "unlogged")) {
            rewrite("set unlogged");
        } else if (at.eat("set", "without", "cluster")) {
            lock(SHARE_UPDATE_EXCLUSIVE);
        } else if (at.eat("set", "without", "oids")) {
            lock(ACCESS_EXCLUSIVE);
        } else if (at.eat("cluster", "on")) {
            at.identifier();
            lock(SHARE_UPDATE_EXCLUSIVE);
        } else if (at.is("set", "(") || at.is("reset", "(")) {
            at.next();
            options(at.parenthesised());
        } else if (at.eat("no", "depends", "on", "extension") || at.eat("depends", "on", "extension")) {
            at.identifier();
        } else if (kind.equals("sequence")) {
            sequenceOptions(at);
        } else {
            return false;
        }
        return true;
    }

    private void rewrite(String by) {
        lock(ACCESS_EXCLUSIVE);
        draft.works("rewrite", table);
        if (!kind.equals("index")) {
            draft.facts.add(new RebuildRelation(table, by, false, table.name(), List.of()));
        }
    }

    private void options(List<Token> options) {
        boolean exclusive = Cursor.split(options).stream()
                .anyMatch(option -> !option.isEmpty()
                        && EXCLUSIVE_OPTIONS.contains(option.get(0).text()));
        lock(exclusive || kind.equals("view") ? ACCESS_EXCLUSIVE : SHARE_UPDATE_EXCLUSIVE);
    }

    private void sequenceOptions(Cursor at) {
        lock(SHARE_ROW_EXCLUSIVE);
        while (!at.atEnd()) {
            if (at.eat("as")) {
                TypeNames.read(at);
            } else if (at.eat("owned", "by")) {
                if (!at.eat("none")) {
                    at.name();
                }
            } else if (!at.eat("no", "minvalue")
                    && !at.eat("no", "maxvalue")
                    && !at.eat("no", "cycle")
                    && !at.eat("cycle")) {
                if (!at.eat("increment") && !at.eatAny("minvalue", "maxvalue", "start", "restart", "cache")) {
                    throw at.unexpected("an option of the sequence");
                }
                at.eatAny("by", "with");
                at.eat("-");
                if (at.peek().kind() == Token.Kind.NUMBER) {
                    at.next();
                }
            }
        }
    }
}
