package io.github.flygate.sql;

import io.github.flygate.fact.CreateIfNotExists;
import io.github.flygate.fact.CreateIndex;
import io.github.flygate.fact.IndexFact;
import io.github.flygate.fact.TableFact;
import io.github.flygate.model.LockMode;
import java.util.ArrayList;
import java.util.List;

/** CREATE INDEX. */
final class CreateIndexReader {
    private CreateIndexReader() {}

    /** Reads behind {@code CREATE}. */
    static void read(Draft draft, Cursor cursor) {
        boolean unique = cursor.eat("unique");
        cursor.expect("index");
        boolean concurrently = cursor.eat("concurrently");
        draft.concurrently = concurrently;
        draft.refusesTransaction = concurrently;
        boolean ifNotExists = cursor.ifNotExists();
        String name = cursor.is("on") ? "" : cursor.identifier();
        cursor.expect("on");
        boolean only = cursor.eat("only");
        // ON ONLY is for partitioned tables.
        TableFact table = draft.existing(cursor.name(), only ? "partitioned table" : "table");
        if (cursor.eat("using")) {
            cursor.identifier();
        }
        List<List<Token>> elements = Cursor.split(cursor.parenthesised());
        elements.forEach(element -> element(draft, new Cursor(element)));
        if (cursor.eat("include")) {
            elements = new ArrayList<>(elements);
            elements.addAll(Cursor.split(cursor.parenthesised()));
        }
        if (cursor.eat("nulls")) {
            cursor.eat("not");
            cursor.expect("distinct");
        }
        if (cursor.eat("with")) {
            cursor.parenthesised();
        }
        if (cursor.eat("tablespace")) {
            cursor.identifier();
        }
        if (cursor.eat("where")) {
            Expressions expressions = new Expressions(cursor);
            expressions.any();
            draft.needsGrammar |= expressions.needsGrammar();
        }
        cursor.expectEnd();
        found(draft, table, new IndexFact(name, unique, concurrently, only));
        if (ifNotExists) {
            String qualified = table.name().substring(0, table.name().lastIndexOf('.') + 1) + name;
            draft.facts.add(new CreateIfNotExists(table, "index", qualified, plainColumns(elements)));
        }
    }

    /** Empty as soon as one of them is an expression. */
    private static List<String> plainColumns(List<List<Token>> elements) {
        boolean plain = elements.stream()
                .allMatch(element -> element.get(0).isIdentifier()
                        && (element.size() == 1 || !element.get(1).is("(")));
        return plain ? elements.stream().map(element -> element.get(0).text()).toList() : List.of();
    }

    private static void found(Draft draft, TableFact table, IndexFact index) {
        String schema = table.name().substring(0, table.name().lastIndexOf('.') + 1);
        String qualified = index.name().isEmpty() ? "" : schema + index.name();
        draft.lock(table, index.concurrently() ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.SHARE);
        draft.facts.add(new CreateIndex(
                table, new IndexFact(qualified, index.unique(), index.concurrently(), index.onlyParent())));
        if (!index.onlyParent()) {
            draft.works("index build", table);
        }
        if (!qualified.isEmpty()) {
            draft.changes.add(() -> draft.schema.createIndex(qualified, table.name()));
        }
    }

    private static void element(Draft draft, Cursor at) {
        Expressions expressions = new Expressions(at);
        if (at.is("(")) {
            expressions.parenthesised();
        } else {
            expressions.restricted();
        }
        draft.needsGrammar |= expressions.needsGrammar();
        if (at.eat("collate")) {
            at.name();
        }
        if (!at.atEnd() && Names.isName(at.peek()) && !at.is("nulls")) {
            at.name();
            if (at.is("(")) {
                at.parenthesised();
            }
        }
        at.eatAny("asc", "desc");
        if (at.eat("nulls") && !at.eatAny("first", "last")) {
            throw at.unexpected("FIRST or LAST");
        }
        at.expectEnd();
    }
}
