package io.github.flygate.sql;

import java.util.List;
import java.util.Map;

/**
 * The proof of a reading: what the other parser prints has the tokens that were written.
 *
 * <p>These spellings count as equal, and no others: {@code <>} and {@code !=}; {@code TEMP} and {@code TEMPORARY}.
 */
final class EqualTokens {
    private static final Map<String, String> SPELLINGS = Map.of("!=", "<>", "temporary", "temp");

    private EqualTokens() {}

    static boolean same(List<Token> written, List<Token> printed) {
        if (written.size() != printed.size()) {
            return false;
        }
        for (int i = 0; i < written.size(); i++) {
            Token a = written.get(i);
            Token b = printed.get(i);
            if (a.kind() != b.kind() || !spelling(a).equals(spelling(b))) {
                return false;
            }
        }
        return true;
    }

    private static String spelling(Token token) {
        boolean word = token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.OPERATOR;
        return word ? SPELLINGS.getOrDefault(token.text(), token.text()) : token.text();
    }
}
