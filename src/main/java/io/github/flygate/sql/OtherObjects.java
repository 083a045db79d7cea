package io.github.flygate.sql;

import io.github.flygate.fact.ChangeObject;
import io.github.flygate.fact.TableFact;
import java.util.List;
import java.util.Set;

/** Changes of what is no column, constraint or index, as far as others may miss what was there. */
final class OtherObjects {
    /** What has a name of its own, without a schema. */
    private static final Set<String> IN_NO_SCHEMA = Set.of("schema", "database", "publication");

    private OtherObjects() {}

    static void dropped(Draft draft, String kind, Name name, boolean cascade) {
        changed(draft, kind, name, cascade ? "drop cascade" : "drop", "");
    }

    /** Reads behind {@code ALTER TYPE name}, and leaves the cursor there. */
    static void type(Draft draft, Cursor cursor, Name name) {
        int start = cursor.position();
        if (cursor.eatAny("add", "rename") && cursor.eat("value")) {
            boolean added = cursor.since(start).get(0).is("add");
            cursor.ifNotExists();
            changed(draft, "type", name, added ? "add value" : "rename value", Tokens.canonical(values(cursor)));
        }
        cursor.back(start);
    }

    private static List<Token> values(Cursor cursor) {
        int from = cursor.position();
        cursor.next();
        if (cursor.eat("to")) {
            cursor.next();
        }
        return cursor.since(from);
    }

    static void table(Draft draft, TableFact table, String change, String detail) {
        draft.facts.add(new ChangeObject(
                table, table.kind(), table.name(), change, detail, table.createdInThisMigration(), false));
    }

    /** REVOKE of rights on objects; of membership and of default privileges there is nothing to say. */
    static void revoked(Draft draft, List<Token> tokens) {
        Cursor cursor = new Cursor(tokens);
        while (!cursor.atEnd() && !cursor.is("on") && !cursor.is("from")) {
            cursor.skip();
        }
        // What may be made in a schema is seldom up to an application.
        boolean onlyCreate =
                cursor.since(0).size() == 2 && cursor.since(1).get(0).is("create");
        if (onlyCreate || !cursor.eat("on")) {
            return;
        }
        String kind = "table";
        for (String word : List.of("table", "sequence", "schema", "function", "procedure", "routine")) {
            kind = cursor.eat(word) ? word : kind;
        }
        if (!Names.isName(cursor.peek()) || !follows(cursor)) {
            return;
        }
        int start = cursor.position();
        while (!cursor.atEnd() && !cursor.is("from")) {
            cursor.skip();
        }
        List<Token> objects = cursor.since(start);
        cursor.eat("from");
        String roles = Tokens.canonical(cursor.rest());
        for (List<Token> object : Cursor.split(objects)) {
            Name name = new Cursor(object).name();
            if (kind.equals("table") || kind.equals("sequence")) {
                table(draft, draft.schema.table(draft.schema.resolve(name), kind), "revoke", roles);
            } else {
                changed(draft, kind, name, "revoke", roles);
            }
        }
    }

    /** Whether a list of names begins here, and not the word for a kind that nothing is known of. */
    private static boolean follows(Cursor cursor) {
        return cursor.peek(1).is(".")
                || cursor.peek(1).is(",")
                || cursor.peek(1).is("(")
                || cursor.peek(1).is("from");
    }

    static String qualified(String kind, Name name, SchemaState schema) {
        return IN_NO_SCHEMA.contains(kind) ? name.name() : schema.resolveNew(name, false);
    }

    /** Remembers that the statement makes it. */
    static void made(Draft draft, String kind, Name name) {
        String qualified = qualified(kind, name, draft.schema);
        draft.changes.add(() -> draft.schema.make(kind, qualified));
    }

    static void changed(Draft draft, String kind, Name name, String change, String detail) {
        String qualified = qualified(kind, name, draft.schema);
        draft.facts.add(new ChangeObject(
                SchemaState.NONE,
                kind,
                qualified,
                change,
                detail,
                draft.schema.isMade(kind, qualified),
                draft.madeLater(kind, qualified)));
    }
}
