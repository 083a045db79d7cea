package io.github.flygate.sql;

/**
 * One lexical token of PostgreSQL.
 *
 * @param text folded to lower case for words; the value, without quotes and escapes, for strings and quoted names
 * @param start offset of its first character in the statement
 * @param end offset behind its last character
 */
record Token(Kind kind, String text, int start, int end) {
    enum Kind {
        WORD,
        QUOTED,
        STRING,
        BITS,
        NUMBER,
        PARAMETER,
        OPERATOR,
        END
    }

    boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.OPERATOR) && text.equals(word);
    }

    boolean isIdentifier() {
        return kind == Kind.QUOTED || kind == Kind.WORD;
    }

    /** The same token as other grammars read it too: no E strings, no dollar quotes, no Unicode escapes. */
    String canonical() {
        return switch (kind) {
            case STRING -> "'" + text.replace("'", "''") + "'";
            case QUOTED -> "\"" + text.replace("\"", "\"\"") + "\"";
            default -> text;
        };
    }
}
