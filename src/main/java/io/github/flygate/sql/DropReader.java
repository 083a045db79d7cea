package io.github.flygate.sql;

import static io.github.flygate.model.LockMode.ACCESS_EXCLUSIVE;
import static io.github.flygate.model.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.github.flygate.fact.DropIndex;
import io.github.flygate.fact.DropRelation;
import io.github.flygate.fact.IndexFact;
import io.github.flygate.fact.TableFact;
import java.util.List;

/** DROP of everything. */
final class DropReader {
    private final Draft draft;
    private final Cursor cursor;

    private DropReader(Draft draft, Cursor cursor) {
        this.draft = draft;
        this.cursor = cursor;
    }

    /** Reads behind {@code DROP}; {@code kind} is what is dropped, as in {@code materialized view}. */
    static void read(Draft draft, Cursor cursor, String kind) {
        cursor.expect(kind.split(" ", -1));
        new DropReader(draft, cursor).read(kind);
    }

    private void read(String kind) {
        switch (kind) {
            case "table", "view", "materialized view", "sequence", "foreign table" -> relations(kind);
            case "index" -> indexes();
            case "trigger", "rule", "policy" -> onTable();
            case "database", "tablespace", "subscription" -> {
                draft.refusesTransaction = true;
                cursor.ifExists();
                Name name = cursor.name();
                if (kind.equals("database")) {
                    OtherObjects.dropped(draft, kind, name, false);
                }
                if (cursor.eat("with") || cursor.is("(")) {
                    cursor.parenthesised();
                }
            }
            case "owned" -> {
                cursor.expect("by");
                draft.opaque = true;
                names();
            }
            case "function", "procedure", "routine", "aggregate" -> routines(kind);
            case "schema", "type", "domain", "publication" -> {
                boolean ifExists = cursor.ifExists();
                List<Name> names = names();
                names.stream()
                        .filter(name -> !ifExists || !draft.schema.isNowhere(name))
                        .forEach(name -> OtherObjects.dropped(draft, kind, name, cascade()));
            }
            case "cast", "transform", "operator", "operator class", "operator family", "user mapping" -> {
                draft.needsGrammar = true;
                cursor.rest();
            }
            default -> {
                cursor.ifExists();
                names();
            }
        }
        draft.behavior(cursor);
        cursor.expectEnd();
    }

    private List<Name> names() {
        return cursor.names();
    }

    private boolean cascade() {
        return cursor.is("cascade");
    }

    private void relations(String kind) {
        boolean ifExists = cursor.ifExists();
        for (Name name : names()) {
            TableFact table = draft.table(name, kind);
            boolean chosen = kind.equals("sequence") && name.name().endsWith("_seq");
            if (ifExists && !chosen && draft.schema.isNowhere(name)) {
                continue;
            }
            draft.lock(table, ACCESS_EXCLUSIVE);
            draft.facts.add(new DropRelation(table, cascade(), draft.servedLater(table.name())));
            Neighbours.ofTable(draft, table, cascade());
            gone(table.name());
        }
    }

    private void gone(String name) {
        draft.changes.add(() -> {
            draft.schema.drop(name);
            draft.tx.dropped(name);
        });
    }

    private void indexes() {
        boolean concurrently = cursor.eat("concurrently");
        draft.concurrently = concurrently;
        draft.refusesTransaction = concurrently;
        cursor.ifExists();
        for (Name name : names()) {
            String index = draft.schema.resolve(name);
            String tableName = draft.schema.tableOfIndex(index);
            TableFact table = tableName.isEmpty() ? SchemaState.NONE : draft.schema.table(tableName, "table");
            draft.facts.add(new DropIndex(table, new IndexFact(index, false, concurrently, false)));
            // Without CONCURRENTLY the table is locked as well, where it is known.
            boolean created = draft.schema.indexes.isNew(index);
            TableFact indexRelation = new TableFact(index, "index", created, false);
            draft.named(indexRelation);
            draft.lock(indexRelation, concurrently ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE);
            draft.lock(table, concurrently ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE);
            gone(index);
        }
    }

    private void onTable() {
        cursor.ifExists();
        cursor.identifier();
        TableFact table = draft.table(cursor.expect("on").name(), "table");
        draft.lock(table, ACCESS_EXCLUSIVE);
    }

    private void routines(String kind) {
        boolean ifExists = cursor.ifExists();
        do {
            Name name = cursor.name();
            if (!ifExists || !draft.schema.isNowhere(name)) {
                OtherObjects.dropped(draft, kind, name, false);
            }
            if (cursor.is("(")) {
                cursor.parenthesised();
            }
        } while (cursor.eat(","));
    }
}
