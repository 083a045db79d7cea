package io.github.flygate.migration;

import io.github.flygate.model.Span;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.internal.sqlscript.ParsedSqlStatement;

/**
 * Places of statements in the file as it is written. Flyway says at which character of the replaced text the first
 * keyword is; the statement's text, which may begin with comments, tells the rest.
 */
final class StatementSpans {
    private final String file;
    private final Placeholders.Replaced text;
    private final Lines lines;
    private final int length;

    StatementSpans(String file, String content, Placeholders.Replaced text) {
        this.file = file;
        this.text = text;
        this.lines = new Lines(content);
        this.length = content.length();
    }

    List<Statement> of(List<ParsedSqlStatement> parsed) {
        List<Statement> statements = new ArrayList<>();
        int behind = 0;
        for (ParsedSqlStatement statement : parsed) {
            int first = Math.max(0, Math.min(statement.getPos(), text.text().length() - 1));
            int last = Math.max(first, last(statement.getSql(), first, behind));
            statements.add(new Statement(
                    statements.size(), statement.getSql(), span(first, last), statement.canExecuteInTransaction()));
            behind = last + 1;
        }
        return statements;
    }

    private int last(String sql, int first, int behind) {
        int start = text.text().indexOf(sql, behind);
        if (start < 0 || start > first || start + sql.length() <= first) {
            // The data of a COPY may hold the text of the next statement: take the nearest place instead.
            start = text.text().lastIndexOf(sql, first);
        }
        return start < 0 ? first : start + sql.length() - 1;
    }

    private Span span(int first, int last) {
        int start = Math.min(text.first()[first], length - 1);
        int end = Math.max(start, Math.min(text.last()[last], length - 1));
        return new Span(file, lines.line(start), lines.column(start), lines.line(end), lines.column(end));
    }
}
