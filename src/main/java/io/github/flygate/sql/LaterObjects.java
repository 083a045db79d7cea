package io.github.flygate.sql;

import java.util.List;

/** Looks ahead for what takes the place of something renamed or dropped. */
final class LaterObjects {
    private LaterObjects() {}

    /** Whether one of the statements makes something of this kind and name. */
    static boolean anyMakes(List<Tokens> statements, String kind, String qualified, SchemaState schema) {
        return statements.stream().anyMatch(tokens -> makes(tokens.list(), kind, qualified, schema));
    }

    private static boolean makes(List<Token> tokens, String kind, String qualified, SchemaState schema) {
        Cursor cursor = new Cursor(tokens);
        if (!cursor.eat("create")) {
            return false;
        }
        cursor.eat("or", "replace");
        Kinds.skipModifiers(cursor);
        boolean eaten = kind.equals("routine") ? cursor.eatAny("function", "procedure") : cursor.eat(kind);
        if (!eaten || !Names.isName(cursor.peek())) {
            return false;
        }
        Name name = cursor.name();
        return qualified.equals(OtherObjects.qualified(kind, name, schema));
    }
}
