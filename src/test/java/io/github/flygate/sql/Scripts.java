package io.github.flygate.sql;

import io.github.flygate.fact.FlywayFact;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.Script;
import io.github.flygate.migration.Statement;
import io.github.flygate.model.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds scripts by hand, split at semicolons outside of literals, comments and brackets as Flyway would. */
final class Scripts {
    static final StaticReader.Settings SETTINGS = settings(16, false, true, "UTC");

    private Scripts() {}

    static StaticReader.Settings settings(int major, boolean group, boolean timeoutKnown, String timeZone) {
        return new StaticReader.Settings(
                major, "public", new FlywayFact(true, false, group, false), 0, timeoutKnown, timeZone);
    }

    static Script script(String content) {
        return script("V1__test.sql", content, true);
    }

    static Script script(String name, String content, boolean transactional) {
        return script(name, Migration.Kind.SQL, content, transactional);
    }

    static Script script(String name, Migration.Kind kind, String content, boolean transactional) {
        Migration migration = new Migration(kind, name, "db/" + name, Path.of(name), "1", "test", 0, content, "");
        return new Script(migration, transactional, false, kind.isJava() ? List.of() : split(content, "db/" + name));
    }

    static List<Statement> split(String content, String file) {
        List<Statement> statements = new ArrayList<>();
        Tokens tokens = Tokenizer.tokenize(content + "\n;x");
        int from = 0;
        int first = -1;
        int depth = 0;
        int last = 0;
        for (Token token : tokens.list()) {
            boolean end = token.is(";") && depth == 0;
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (end && first >= 0) {
                int stop = Math.min(token.start(), content.length());
                String sql = content.substring(from, stop);
                Span span = new Span(
                        file, line(content, first), column(content, first), line(content, last), column(content, last));
                statements.add(new Statement(statements.size(), sql, span, true));
            }
            if (end) {
                from = token.end();
                first = -1;
            } else {
                first = first < 0 ? token.start() : first;
                last = token.end() - 1;
            }
        }
        return statements;
    }

    private static int line(String text, int offset) {
        return 1
                + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }

    private static int column(String text, int offset) {
        return offset - text.lastIndexOf('\n', offset - 1);
    }
}
