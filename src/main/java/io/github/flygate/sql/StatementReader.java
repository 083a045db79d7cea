package io.github.flygate.sql;

/** Sends a statement to the reader that knows its kind. */
final class StatementReader {
    private final Draft draft;
    private final Tokens tokens;

    private StatementReader(Draft draft, Tokens tokens) {
        this.draft = draft;
        this.tokens = tokens;
    }

    /** Reads into the draft and returns the kind; {@link Unreadable} when the statement is not understood to its end. */
    static String read(Draft draft, Tokens tokens, String kind) {
        if (!tokens.problem().isEmpty()) {
            throw new Unreadable(tokens.problem());
        }
        String precise = new StatementReader(draft, tokens).read(kind);
        if (kind.startsWith("create_") || kind.startsWith("alter_")) {
            draft.facts.addAll(Names.cutNames(tokens.list()));
        }
        if (draft.needsGrammar) {
            Grammars.query(tokens);
        }
        return precise;
    }

    /** The same for a statement that a server has accepted: no grammar is asked about it. */
    static void readApplied(Draft draft, Tokens tokens, String kind) {
        if (!tokens.problem().isEmpty()) {
            throw new Unreadable(tokens.problem());
        }
        new StatementReader(draft, tokens).read(kind);
    }

    private String read(String kind) {
        Cursor cursor = new Cursor(tokens.list());
        switch (kind) {
            case "begin",
                    "commit",
                    "rollback",
                    "rollback_to",
                    "savepoint",
                    "release",
                    "prepare_transaction",
                    "set",
                    "reset",
                    "discard",
                    "show",
                    "listen",
                    "notify",
                    "unlisten",
                    "checkpoint",
                    "deallocate",
                    "load" -> SessionReader.read(draft, cursor);
            case "truncate", "lock", "vacuum", "analyze", "reindex", "cluster", "refresh_materialized_view", "copy" ->
                MaintenanceReader.read(draft, cursor);
            case "select", "insert", "update", "delete", "merge" -> QueryReader.statement(draft, tokens, kind);
            case "comment" -> OtherReader.comment(draft, cursor);
            case "grant", "revoke" -> {
                privileges(kind.equals("grant") ? "to" : "from");
                if (kind.equals("revoke")) {
                    OtherObjects.revoked(draft, tokens.list());
                }
            }
            case "do" -> anonymousBlock(cursor);
            case "call", "execute" -> {
                cursor.next();
                cursor.name();
                draft.opaque = true;
            }
            case "unknown" ->
                throw new Unreadable(
                        tokens.list().isEmpty()
                                ? "nothing but comments"
                                : "syntax error at or near \""
                                        + tokens.list().get(0).text() + "\"");
            default -> {
                return definition(cursor, kind);
            }
        }
        return kind;
    }

    private void privileges(String direction) {
        Cursor cursor = new Cursor(tokens.list());
        while (!cursor.atEnd() && !cursor.is(direction)) {
            cursor.skip();
        }
        cursor.expect(direction).next();
    }

    private void anonymousBlock(Cursor cursor) {
        cursor.expect("do");
        if (cursor.eat("language")) {
            cursor.next();
        }
        if (cursor.next().kind() != Token.Kind.STRING) {
            throw new Unreadable("DO without a string");
        }
        if (cursor.eat("language")) {
            cursor.next();
        }
        cursor.expectEnd();
        draft.opaque = true;
    }

    private String definition(Cursor cursor, String kind) {
        String verb = cursor.next().text();
        switch (verb) {
            case "create" -> {
                return create(cursor, kind);
            }
            case "alter" -> alter(cursor);
            case "drop" -> {
                cursor.eat("procedural");
                DropReader.read(draft, cursor, Kinds.object(cursor));
            }
            default -> draft.needsGrammar = true;
        }
        return kind;
    }

    private String create(Cursor cursor, String kind) {
        cursor.eat("or", "replace");
        String object = kind.substring("create_".length()).replace('_', ' ');
        switch (object) {
            case "index" -> CreateIndexReader.read(draft, cursor);
            case "table" -> {
                if (fromQuery()) {
                    QueryReader.create(draft, tokens, cursor, object);
                    return "create_table_as";
                }
                CreateTableReader.read(draft, cursor);
            }
            case "foreign table" -> CreateTableReader.read(draft, cursor);
            case "view", "materialized view" -> QueryReader.create(draft, tokens, cursor, object);
            default -> OtherReader.create(draft, cursor, object);
        }
        return kind;
    }

    private boolean fromQuery() {
        Cursor cursor = new Cursor(tokens.list());
        while (!cursor.atEnd()) {
            if (cursor.is("as")) {
                return true;
            }
            cursor.skip();
        }
        return false;
    }

    private void alter(Cursor cursor) {
        String object = Kinds.object(cursor);
        switch (object) {
            case "table", "index", "view", "materialized view", "sequence", "foreign table" -> {
                cursor.expect(object.split(" ", -1));
                AlterRelationReader.read(draft, cursor, object);
            }
            default -> {
                AlterOtherReader.read(draft, cursor, object);
                DomainUsers.read(draft, tokens, object);
            }
        }
    }
}
