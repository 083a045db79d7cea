package io.github.flygate.sql;

import io.github.flygate.sql.Token.Kind;
import java.util.List;
import java.util.Set;

/** Statements whose text does not show what they do: whether they can change relations that they do not name. */
final class FarReach {
    private static final Set<String> OPAQUE = Set.of("do", "call", "execute");
    private static final Set<String> WHOLE_SCHEMAS =
            Set.of("drop_schema", "drop_owned", "drop_extension", "alter_extension", "import_foreign_schema");

    private FarReach() {}

    /** Whether what it does cannot be read from it. */
    static boolean isOpaque(String kind, Tokens tokens) {
        return OPAQUE.contains(kind) || (kind.equals("select") && callsUnknown(tokens.list()));
    }

    /** Whether relations may be changed by it whose names are nowhere in it. */
    static boolean is(String kind, Tokens tokens) {
        List<Token> list = tokens.list();
        return switch (kind) {
            case "do" -> list.stream().anyMatch(token -> token.kind() == Kind.STRING && hidesNames(token.text()));
            case "call", "select" -> callsUnknown(list) && !hasString(list);
            case "execute" -> true;
            case "alter_schema" -> list.stream().anyMatch(token -> token.is("rename"));
            default -> WHOLE_SCHEMAS.contains(kind);
        };
    }

    /** A block that runs a statement which it puts together, or leaves the work to a function. */
    private static boolean hidesNames(String body) {
        Tokens tokens = Tokenizer.tokenize(body);
        List<Token> list = tokens.list();
        if (!tokens.problem().isEmpty()) {
            return true;
        }
        boolean joins = list.stream().anyMatch(token -> token.is("||"));
        for (int i = 0; i < list.size(); i++) {
            Token token = list.get(i);
            Token next = i + 1 < list.size() ? list.get(i + 1) : token;
            boolean dynamic = token.is("execute") && (joins || next.kind() != Kind.STRING);
            boolean delegates = (token.is("perform") || token.is("call")) && callsUnknown(statement(list, i));
            if (dynamic || (delegates && !hasString(statement(list, i)))) {
                return true;
            }
        }
        return false;
    }

    private static List<Token> statement(List<Token> list, int from) {
        int end = from;
        while (end < list.size() && !list.get(end).is(";")) {
            end++;
        }
        return list.subList(from, end);
    }

    private static boolean callsUnknown(List<Token> list) {
        return Volatility.functions(list).stream()
                .anyMatch(function -> BuiltinFunctions.volatility(function).equals("unknown"));
    }

    private static boolean hasString(List<Token> list) {
        return list.stream().anyMatch(token -> token.kind() == Kind.STRING);
    }
}
