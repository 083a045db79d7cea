package io.github.flygate.sql;

import io.github.flygate.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** How volatile an expression is: its most volatile part decides, as in {@code contain_volatile_functions()}. */
final class Volatility {
    private static final List<String> ORDER = List.of("none", "constant", "immutable", "stable", "unknown", "volatile");

    private final SchemaState schema;

    Volatility(SchemaState schema) {
        this.schema = schema;
    }

    String of(List<Token> expression) {
        String worst = expression.isEmpty() ? "none" : "constant";
        for (Name function : functions(expression)) {
            worst = worse(worst, ofFunction(function));
        }
        for (int i = 0; i < expression.size(); i++) {
            Token token = expression.get(i);
            boolean qualified = i > 0 && expression.get(i - 1).is(".");
            if (token.kind() == Kind.WORD && !qualified && BuiltinFunctions.isKeywordFunction(token.text())) {
                worst = worse(worst, "stable");
            }
        }
        return worst;
    }

    private static String worse(String a, String b) {
        return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
    }

    String ofFunction(Name function) {
        String declared = schema.volatilityOf(function);
        return declared.isEmpty() ? BuiltinFunctions.volatility(function) : declared;
    }

    /** The functions an expression calls; type modifiers such as {@code numeric(10, 2)} are none. */
    static List<Name> functions(List<Token> expression) {
        List<Name> calls = new ArrayList<>();
        for (int i = 0; i + 1 < expression.size(); i++) {
            Token token = expression.get(i);
            boolean call = token.isIdentifier() && expression.get(i + 1).is("(");
            if (!call || (i > 0 && expression.get(i - 1).is("::")) || isSyntax(token)) {
                continue;
            }
            boolean qualified = i > 1 && expression.get(i - 1).is(".");
            boolean castTo = i > 0 && expression.get(i - 1).is("as");
            boolean castToQualified =
                    qualified && i > 2 && expression.get(i - 3).is("::");
            if (castTo || castToQualified) {
                continue;
            }
            calls.add(new Name(qualified ? expression.get(i - 2).text() : "", token.text()));
        }
        return calls;
    }

    private static boolean isSyntax(Token token) {
        return token.kind() == Kind.WORD
                && List.of(
                                "and",
                                "or",
                                "not",
                                "in",
                                "any",
                                "all",
                                "some",
                                "then",
                                "else",
                                "when",
                                "case",
                                "is",
                                "like",
                                "between",
                                "array",
                                "varying",
                                "precision",
                                "time",
                                "timestamp",
                                "interval",
                                "bit",
                                "character",
                                "values",
                                "on",
                                "using",
                                "over",
                                "filter",
                                "where",
                                "from",
                                "select")
                        .contains(token.text());
    }
}
