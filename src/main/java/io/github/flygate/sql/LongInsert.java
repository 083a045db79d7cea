package io.github.flygate.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Spares the grammars the thousands of rows of a big INSERT … VALUES: rows of plain expressions are read here, and the
 * grammars see the statement with the first row only.
 */
final class LongInsert {
    private static final int LONG = 2_000;

    private LongInsert() {}

    /** The statement without the rows behind the first; as it is when it is short or its rows are not plain. */
    static Tokens shortened(Tokens tokens) {
        List<Token> list = tokens.list();
        if (list.size() < LONG) {
            return tokens;
        }
        try {
            Cursor cursor = new Cursor(list);
            while (!cursor.is("values")) {
                cursor.skip();
            }
            cursor.next();
            row(cursor);
            int second = cursor.position();
            while (cursor.eat(",")) {
                row(cursor);
            }
            List<Token> kept = new ArrayList<>(list.subList(0, second));
            kept.addAll(cursor.rest());
            return new Tokens(tokens.sql(), kept, tokens.comments(), tokens.problem());
        } catch (Unreadable e) {
            return tokens;
        }
    }

    private static void row(Cursor cursor) {
        Expressions expressions = new Expressions(cursor);
        expressions.parenthesised();
        if (expressions.needsGrammar()) {
            throw new Unreadable("not a plain row");
        }
    }
}
