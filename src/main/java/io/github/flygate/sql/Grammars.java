package io.github.flygate.sql;

/** Asks JSqlParser first, because it starts ten times faster, and the PostgreSQL grammar where it cannot answer. */
final class Grammars {
    /** Nobody writes this; the grammars would need minutes for it. */
    private static final int DEEPEST = 200;

    private Grammars() {}

    /** What a statement says; {@link Unreadable} with the grammar's words when neither can read it. */
    static Query query(Tokens written) {
        if (depth(written) > DEEPEST) {
            throw new Unreadable("brackets are nested deeper than " + DEEPEST);
        }
        Tokens tokens = LongInsert.shortened(written);
        try {
            return JSqlReader.read(tokens);
        } catch (Unreadable e) {
            return PostgresGrammar.read(tokens.canonical());
        }
    }

    private static int depth(Tokens tokens) {
        int depth = 0;
        int deepest = 0;
        for (Token token : tokens.list()) {
            if (token.is("(") || token.is("[")) {
                deepest = Math.max(deepest, ++depth);
            } else if (token.is(")") || token.is("]")) {
                depth--;
            }
        }
        return deepest;
    }
}
