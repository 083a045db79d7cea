package io.github.flygate.sql;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The clause of a SELECT that locks the rows it reads. */
final class RowLocks {
    private static final List<List<String>> CLAUSES = List.of(
            List.of("for", "update"),
            List.of("for", "no", "key", "update"),
            List.of("for", "share"),
            List.of("for", "key", "share"));

    private RowLocks() {}

    /** In capitals, such as {@code FOR NO KEY UPDATE}; the first one of the statement. */
    static Optional<String> clause(Tokens tokens) {
        List<Token> list = tokens.list();
        return Stream.iterate(0, at -> at < list.size(), at -> at + 1)
                .map(at -> new Cursor(list.subList(at, list.size())))
                .flatMap(cursor -> CLAUSES.stream().filter(words -> cursor.is(words.toArray(String[]::new))))
                .findFirst()
                .map(words -> String.join(" ", words).toUpperCase(Locale.ROOT));
    }

    /** Whether something says that not all rows are meant. */
    static boolean someRows(Tokens tokens) {
        return tokens.list().stream()
                .anyMatch(token ->
                        Stream.of("where", "limit", "fetch", "on", "using").anyMatch(token::is));
    }
}
