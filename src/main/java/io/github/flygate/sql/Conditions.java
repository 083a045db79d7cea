package io.github.flygate.sql;

import io.github.flygate.sql.Token.Kind;
import java.util.List;

/** Conditions that choose nothing. */
final class Conditions {
    private Conditions() {}

    /** Whether a condition certainly holds for every row, apart from nulls in {@code a = a}. */
    static boolean alwaysTrue(List<Token> condition) {
        List<List<Token>> parts = Expressions.conjuncts(condition);
        if (parts.size() > 1) {
            return parts.stream().allMatch(Conditions::alwaysTrue);
        }
        List<Token> bare = parts.get(0);
        if (bare.size() == 1) {
            return isTrue(bare.get(0));
        }
        if (bare.size() == 2) {
            return bare.get(0).is("not") && isFalse(bare.get(1));
        }
        return bare.size() % 2 == 1 && bare.size() <= 7 && equalSides(bare);
    }

    private static boolean isTrue(Token token) {
        return token.is("true")
                || (token.kind() == Kind.STRING
                        && List.of("t", "true", "1", "on", "yes").contains(token.text()));
    }

    private static boolean isFalse(Token token) {
        return token.is("false");
    }

    /** {@code 1 = 1}, {@code id = id}, {@code t.id = t.id}. */
    private static boolean equalSides(List<Token> tokens) {
        int middle = tokens.size() / 2;
        if (!tokens.get(middle).is("=")) {
            return false;
        }
        for (int i = 0; i < middle; i++) {
            Token left = tokens.get(i);
            Token right = tokens.get(middle + 1 + i);
            boolean plain =
                    left.isIdentifier() || left.is(".") || left.kind() == Kind.NUMBER || left.kind() == Kind.STRING;
            if (!plain || left.kind() != right.kind() || !left.text().equals(right.text())) {
                return false;
            }
        }
        return true;
    }
}
