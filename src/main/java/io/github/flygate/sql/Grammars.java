package io.github.flygate.sql;

/** Asks JSqlParser first, because it starts ten times faster, and the PostgreSQL grammar where it cannot answer. */
final class Grammars {
    private Grammars() {}

    /** What a statement says; {@link Unreadable} with the grammar's words when neither can read it. */
    static Query query(Tokens tokens) {
        try {
            return JSqlReader.read(tokens);
        } catch (Unreadable e) {
            return PostgresGrammar.read(tokens.canonical());
        }
    }

    /** Whether PostgreSQL's grammar accepts it; empty, or what it says. */
    static String refusal(Tokens tokens) {
        try {
            PostgresGrammar.read(tokens.canonical());
            return "";
        } catch (Unreadable e) {
            return e.problem();
        }
    }
}
