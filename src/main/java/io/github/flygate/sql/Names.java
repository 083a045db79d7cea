package io.github.flygate.sql;

import io.github.flygate.fact.CutName;
import io.github.flygate.sql.Token.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Names as PostgreSQL folds them. */
final class Names {
    private static final int LONGEST = 63;
    private static final int MOST_BYTES_OF_CHAR = 3;

    /** {@code pg_get_keywords()} of 18, category R: never a name unless quoted. */
    private static final Set<String> RESERVED = Set.of(
            ("all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create"
                            + " current_catalog current_date current_role current_time current_timestamp current_user"
                            + " default deferrable desc distinct do else end except false fetch for foreign from grant"
                            + " group having in initially intersect into lateral leading limit localtime localtimestamp"
                            + " not null offset on only or order placing primary references returning select"
                            + " session_user some symmetric system_user table then to trailing true union unique user"
                            + " using variadic when where window with")
                    .split(" "));

    private Names() {}

    /** Lower case for ASCII letters only, as the server does in a UTF-8 database. */
    static String fold(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) >= 'A' && word.charAt(i) <= 'Z') {
                StringBuilder folded = new StringBuilder(word);
                for (int j = i; j < word.length(); j++) {
                    char c = word.charAt(j);
                    folded.setCharAt(j, c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
                }
                return folded.toString();
            }
        }
        return word;
    }

    static boolean isReserved(String word) {
        return RESERVED.contains(word);
    }

    /** Whether a token may stand where a name is expected. */
    static boolean isName(Token token) {
        return token.kind() == Kind.QUOTED || (token.kind() == Kind.WORD && !RESERVED.contains(token.text()));
    }

    /** A name in a text that came from another parser's tree, such as {@code "A".b}. */
    static Name parse(String text) {
        List<String> parts = new ArrayList<>();
        for (Token token : Tokenizer.tokenize(text).list()) {
            if (token.isIdentifier()) {
                parts.add(token.text());
            }
        }
        return of(parts);
    }

    static Name of(List<String> parts) {
        if (parts.isEmpty()) {
            return Name.NONE;
        }
        String name = cut(parts.get(parts.size() - 1));
        return new Name(parts.size() > 1 ? cut(parts.get(parts.size() - 2)) : "", name);
    }

    /** The name that PostgreSQL gives to the sequence of a column. */
    static String ofSequence(String table, String column) {
        return chosen(table, column, "seq");
    }

    /**
     * The name that PostgreSQL chooses, as long as it is free: the longer part is cut first.
     * Source: makeObjectName in src/backend/commands/indexcmds.c.
     *
     * @param column empty when the name has no such part
     */
    static String chosen(String table, String column, String label) {
        int room = LONGEST - label.length() - (column.isEmpty() ? 1 : 2);
        int tableLength = table.length();
        int columnLength = column.length();
        while (tableLength + columnLength > room) {
            if (tableLength > columnLength) {
                tableLength--;
            } else {
                columnLength--;
            }
        }
        return table.substring(0, tableLength)
                + (column.isEmpty() ? "" : "_" + column.substring(0, columnLength))
                + "_" + label;
    }

    /** The names among tokens that PostgreSQL cuts. */
    static List<CutName> cutNames(List<Token> tokens) {
        return tokens.stream()
                .filter(Token::isIdentifier)
                .map(Token::text)
                .filter(name -> !cut(name).equals(name))
                .distinct()
                .map(name -> new CutName(name, cut(name)))
                .toList();
    }

    /** To 63 bytes, of which a character may take several. */
    private static String cut(String name) {
        if (name.length() * MOST_BYTES_OF_CHAR <= LONGEST) {
            return name;
        }
        int end = 0;
        int bytes = 0;
        while (end < name.length()) {
            int next = name.offsetByCodePoints(end, 1);
            bytes += name.substring(end, next).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > LONGEST) {
                return name.substring(0, end);
            }
            end = next;
        }
        return name;
    }
}
