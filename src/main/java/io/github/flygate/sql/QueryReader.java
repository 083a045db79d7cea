package io.github.flygate.sql;

import io.github.flygate.fact.ChangeRows;
import io.github.flygate.fact.LockRows;
import io.github.flygate.fact.TableFact;
import io.github.flygate.sql.Query.RowChange;
import io.github.flygate.sql.Token.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Queries, changes of rows, and the relations that queries make. */
final class QueryReader {
    private final Draft draft;
    private final Tokens tokens;
    private final Query query;

    private QueryReader(Draft draft, Tokens tokens) {
        this.draft = draft;
        this.tokens = tokens;
        this.query = Grammars.query(tokens);
    }

    /** SELECT, VALUES, TABLE, INSERT, UPDATE, DELETE, MERGE, with or without WITH. */
    static void statement(Draft draft, Tokens tokens, String kind) {
        QueryReader reader = new QueryReader(draft, tokens);
        reader.changes();
        reader.names();
        settings(draft, tokens);
        if (kind.equals("select")) {
            draft.opaque = reader.query.functions().stream()
                    .anyMatch(function -> BuiltinFunctions.volatility(function).equals("unknown"));
            reader.into();
            reader.rowLocks();
        }
    }

    private void changes() {
        for (RowChange change : query.changes()) {
            TableFact table = draft.existing(change.table(), "table");
            draft.facts.add(new ChangeRows(table, change.verb(), change.everyRow()));
            if (change.fromQuery() || change.verb().equals("merge")) {
                draft.work.add("rows");
                draft.changes.add(() -> draft.schema.look(table.name()).filled = true);
            } else {
                draft.works("rows", table);
            }
        }
    }

    private void names() {
        query.relations().stream()
                .sorted(Comparator.comparingInt(this::firstMention))
                .forEach(name -> draft.table(name, "unknown"));
    }

    private int firstMention(Name name) {
        List<Token> list = tokens.list();
        int at = 0;
        while (at < list.size() && !list.get(at).text().equals(name.name())) {
            at++;
        }
        return at;
    }

    /** {@code set_config('lock_timeout', '5s', false)}. */
    static void settings(Draft draft, Tokens tokens) {
        List<Token> list = tokens.list();
        for (int i = 0; i < list.size(); i++) {
            Cursor cursor = new Cursor(list.subList(i, list.size()));
            if (!cursor.eat("set_config", "(") || cursor.peek().kind() != Kind.STRING) {
                continue;
            }
            String name = Names.fold(cursor.next().text());
            boolean literal = cursor.eat(",")
                    && cursor.peek().kind() == Kind.STRING
                    && cursor.peek(1).is(",")
                    && cursor.peek(3).is(")");
            String value = literal ? cursor.next().text() : "?";
            boolean local = literal && cursor.peek(1).is("true");
            SessionReader.change(draft, name, value, local);
        }
    }

    private void rowLocks() {
        Optional<Name> table = query.relations().stream().min(Comparator.comparingInt(this::firstMention));
        RowLocks.clause(tokens)
                .flatMap(clause -> table.map(
                        name -> new LockRows(draft.table(name, "unknown"), clause, !RowLocks.someRows(tokens))))
                .ifPresent(draft.facts::add);
    }

    private void into() {
        Cursor cursor = new Cursor(tokens.list());
        while (!cursor.atEnd()) {
            if (cursor.eat("into")) {
                boolean temporary = CreateTableReader.temporary(cursor);
                cursor.eat("unlogged");
                cursor.eat("table");
                made(draft.schema.resolveNew(cursor.name(), temporary), "table", temporary, false, true);
                return;
            }
            cursor.skip();
        }
    }

    /** CREATE TABLE … AS, CREATE VIEW, CREATE MATERIALIZED VIEW; the cursor is behind CREATE [OR REPLACE]. */
    static void create(Draft draft, Tokens tokens, Cursor cursor, String kind) {
        QueryReader reader = new QueryReader(draft, tokens);
        boolean temporary = CreateTableReader.temporary(cursor);
        cursor.eat("unlogged");
        cursor.eat("recursive");
        cursor.expect(kind.split(" ", -1));
        boolean ifNotExists = cursor.ifNotExists();
        String name = draft.schema.resolveNew(cursor.name(), temporary);
        List<Token> list = tokens.list();
        boolean noData =
                list.size() > 3 && new Cursor(list.subList(list.size() - 3, list.size())).is("with", "no", "data");
        reader.made(name, kind, temporary, ifNotExists, !kind.equals("view") && !noData);
        reader.names();
    }

    private void made(String name, String kind, boolean temporary, boolean ifNotExists, boolean filled) {
        draft.named(draft.schema.made(name, kind, temporary, ifNotExists));
        if (filled && !query.relations().isEmpty()) {
            draft.work.add("scan");
        }
        draft.changes.add(() -> {
            Relation relation = draft.schema.create(name, kind, temporary, ifNotExists);
            // A view has the rows of the relations under it.
            relation.filled |= filled || kind.equals("view");
        });
    }
}
