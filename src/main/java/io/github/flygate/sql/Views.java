package io.github.flygate.sql;

import java.util.List;

/** Looks ahead for views that take the place of a renamed relation. */
final class Views {
    private Views() {}

    /** Whether one of the statements makes a view of this name. */
    static boolean anyMakes(List<Tokens> statements, String qualified, SchemaState schema) {
        return statements.stream().anyMatch(tokens -> makes(tokens.list(), qualified, schema));
    }

    private static boolean makes(List<Token> tokens, String qualified, SchemaState schema) {
        Cursor cursor = new Cursor(tokens);
        if (!cursor.eat("create")) {
            return false;
        }
        cursor.eat("or", "replace");
        Kinds.skipModifiers(cursor);
        if (!cursor.eat("view") || !Names.isName(cursor.peek())) {
            return false;
        }
        return schema.resolveNew(cursor.name(), false).equals(qualified);
    }
}
