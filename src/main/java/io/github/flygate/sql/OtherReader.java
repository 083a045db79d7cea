package io.github.flygate.sql;

import static io.github.flygate.model.LockMode.ACCESS_EXCLUSIVE;
import static io.github.flygate.model.LockMode.SHARE_ROW_EXCLUSIVE;
import static io.github.flygate.model.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.github.flygate.fact.TableFact;
import io.github.flygate.model.LockMode;
import java.util.List;
import java.util.Set;

/** CREATE of what is no table, and the statements whose effect on relations is none or a lock. */
final class OtherReader {
    private static final Set<String> COMMENTED_RELATIONS =
            Set.of("table", "view", "index", "sequence", "materialized view", "foreign table");

    private final Draft draft;
    private final Cursor cursor;

    OtherReader(Draft draft, Cursor cursor) {
        this.draft = draft;
        this.cursor = cursor;
    }

    /** Reads behind CREATE [OR REPLACE]; {@code kind} is what is made. */
    static void create(Draft draft, Cursor cursor, String kind) {
        new OtherReader(draft, cursor).create(kind);
    }

    private void create(String kind) {
        switch (kind) {
            case "function", "procedure" -> routine();
            case "trigger" -> trigger();
            case "policy" -> onTable(ACCESS_EXCLUSIVE);
            case "rule" -> rule();
            case "sequence" -> sequence();
            case "schema" -> schema();
            case "extension" -> extension();
            case "type" -> type();
            case "domain" -> {
                int from = cursor.position();
                OtherObjects.made(draft, "domain", cursor.expect("domain").name());
                cursor.back(from);
                DomainReader.create(draft, cursor);
            }
            case "database", "tablespace", "subscription" -> {
                draft.refusesTransaction = true;
                draft.needsGrammar = true;
                cursor.rest();
            }
            case "publication" -> publication();
            case "statistics" -> statistics();
            default -> {
                draft.needsGrammar = true;
                cursor.rest();
            }
        }
    }

    /** The body is a string, or SQL that the server only parses. */
    private void routine() {
        String kind = cursor.next().text();
        Name name = cursor.name();
        OtherObjects.made(draft, kind, name);
        cursor.parenthesised();
        if (cursor.atEnd()) {
            throw cursor.unexpected("a body");
        }
        String volatility = "volatile";
        while (!cursor.atEnd()) {
            if (cursor.is("begin", "atomic") || cursor.is("as")) {
                cursor.next();
            }
            if (cursor.is("immutable") || cursor.is("stable")) {
                volatility = cursor.peek().text();
            }
            cursor.next();
        }
        String declared = volatility;
        draft.changes.add(() -> draft.schema.createFunction(name, declared));
    }

    private void trigger() {
        cursor.eat("constraint");
        cursor.expect("trigger").identifier();
        while (!cursor.atEnd() && !cursor.is("on")) {
            cursor.skip();
        }
        TableFact table = draft.existing(cursor.expect("on").name(), "table");
        draft.lock(table, SHARE_ROW_EXCLUSIVE);
        while (!cursor.atEnd() && !cursor.is("execute")) {
            draft.needsGrammar |=
                    !cursor.is("for") && !cursor.is("each") && !cursor.is("row") && !cursor.is("statement");
            cursor.skip();
        }
        cursor.expect("execute");
        if (!cursor.eatAny("function", "procedure")) {
            throw cursor.unexpected("FUNCTION");
        }
        cursor.name();
        cursor.parenthesised();
        cursor.expectEnd();
    }

    private void onTable(LockMode mode) {
        cursor.next();
        cursor.identifier();
        TableFact table = draft.existing(cursor.expect("on").name(), "table");
        draft.lock(table, mode);
        draft.needsGrammar |= !cursor.atEnd();
        cursor.rest();
    }

    private void rule() {
        cursor.expect("rule").identifier();
        cursor.expect("as", "on").next();
        TableFact table = draft.existing(cursor.expect("to").name(), "table");
        draft.lock(table, ACCESS_EXCLUSIVE);
        draft.needsGrammar = true;
        cursor.rest();
    }

    private void sequence() {
        boolean temporary = CreateTableReader.temporary(cursor);
        cursor.eat("unlogged");
        cursor.expect("sequence");
        boolean ifNotExists = cursor.ifNotExists();
        String name = draft.schema.resolveNew(cursor.name(), temporary);
        draft.named(draft.schema.made(name, "sequence", temporary, ifNotExists));
        draft.changes.add(() -> draft.schema.create(name, "sequence", temporary, ifNotExists));
        draft.needsGrammar = !cursor.atEnd();
        cursor.rest();
    }

    private void schema() {
        cursor.expect("schema");
        boolean certain = !cursor.ifNotExists();
        if (!cursor.is("authorization")) {
            Name name = cursor.name();
            if (certain) {
                OtherObjects.made(draft, "schema", name);
            }
        }
        if (cursor.eat("authorization")) {
            cursor.next();
        }
        if (!cursor.atEnd()) {
            throw new Unreadable("CREATE SCHEMA with objects in it");
        }
    }

    private void extension() {
        cursor.expect("extension");
        cursor.ifNotExists();
        cursor.identifier();
        cursor.eat("with");
        while (cursor.eatAny("schema", "version")) {
            cursor.next();
        }
        cursor.eat("cascade");
        cursor.expectEnd();
    }

    private void type() {
        Name name = cursor.expect("type").name();
        OtherObjects.made(draft, "type", name);
        if (cursor.eat("as", "enum")) {
            cursor.parenthesised();
            cursor.expectEnd();
            // Older servers let nobody use an added value before the commit, even of a type that nobody else can see.
            if (draft.settings.postgresMajor() >= 17) {
                String made = draft.schema.resolveNew(name, false);
                draft.changes.add(() -> draft.tx.made.createType(made));
            }
        } else if (!cursor.atEnd()) {
            draft.needsGrammar = true;
            cursor.rest();
        }
    }

    private void publication() {
        cursor.expect("publication").identifier();
        draft.needsGrammar = true;
        if (cursor.eat("for", "table")) {
            publishedTables();
        }
        cursor.rest();
    }

    /** The tables of a publication, which are locked while it changes. */
    void publishedTables() {
        do {
            if (cursor.eat("tables", "in", "schema")) {
                cursor.identifier();
                continue;
            }
            cursor.eat("table");
            cursor.eat("only");
            draft.lock(draft.existing(cursor.name(), "table"), SHARE_UPDATE_EXCLUSIVE);
            cursor.eat("*");
            if (cursor.is("(")) {
                cursor.parenthesised();
            }
            if (cursor.eat("where")) {
                cursor.parenthesised();
            }
        } while (cursor.eat(","));
    }

    private void statistics() {
        cursor.expect("statistics");
        draft.needsGrammar = true;
        List<Token> rest = cursor.rest();
        for (int i = 0; i < rest.size(); i++) {
            if (rest.get(i).is("from")) {
                Name table = new Cursor(rest.subList(i + 1, rest.size())).name();
                draft.lock(draft.existing(table, "table"), SHARE_UPDATE_EXCLUSIVE);
                return;
            }
        }
    }

    /** COMMENT ON. */
    static void comment(Draft draft, Cursor cursor) {
        cursor.expect("comment", "on");
        String kind = Kinds.object(cursor);
        if (COMMENTED_RELATIONS.contains(kind)) {
            cursor.expect(kind.split(" ", -1));
            draft.lock(draft.existing(cursor.name(), kind), SHARE_UPDATE_EXCLUSIVE);
        } else if (cursor.eat("column")) {
            Name column = cursor.name();
            List<Token> parts =
                    cursor.since(cursor.position() - (column.schema().isEmpty() ? 1 : 3));
            Name table = parts.size() < 3 ? Name.NONE : tableOf(cursor);
            draft.lock(draft.existing(table, "table"), SHARE_UPDATE_EXCLUSIVE);
        } else {
            while (!cursor.atEnd() && !cursor.is("is")) {
                cursor.skip();
            }
        }
        cursor.expect("is");
        Token value = cursor.next();
        if (value.kind() != Token.Kind.STRING && !value.is("null")) {
            throw new Unreadable("expected a string behind IS");
        }
        cursor.expectEnd();
    }

    /** The table part of the column name that ends at the cursor. */
    private static Name tableOf(Cursor cursor) {
        int end = cursor.position();
        int from = end - 1;
        while (from >= 2 && cursor.since(from - 1).get(0).is(".")) {
            from -= 2;
        }
        List<String> parts = cursor.since(from).stream()
                .filter(token -> !token.is("."))
                .map(Token::text)
                .toList();
        return Names.of(parts.subList(0, parts.size() - 1));
    }
}
