package io.github.flygate.sql;

import java.util.List;

/**
 * A statement as PostgreSQL's scanner sees it.
 *
 * @param problem why the scanner could not reach the end; empty when it did
 */
record Tokens(String sql, List<Token> list, List<Comment> comments, String problem) {
    Tokens {
        list = List.copyOf(list);
        comments = List.copyOf(comments);
    }

    /** A comment with its delimiters. */
    record Comment(String text, int start, int end) {}

    /**
     * The statement in one line, without comments, in spellings that every grammar knows. JSqlParser takes two blank
     * lines, or a line that says {@code go}, for the end of a statement, and drops what follows without a word.
     */
    String canonical() {
        return canonical(list);
    }

    static String canonical(List<Token> tokens) {
        StringBuilder out = new StringBuilder();
        int end = -1;
        for (Token token : tokens) {
            if (end >= 0 && token.start() > end) {
                out.append(' ');
            }
            out.append(token.canonical());
            end = token.end();
        }
        return out.toString();
    }
}
