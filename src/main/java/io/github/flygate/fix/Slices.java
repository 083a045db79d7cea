package io.github.flygate.fix;

import io.github.flygate.migration.Statement;
import io.github.flygate.model.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * A file cut into its statements. Nothing of it is lost: what stands before a statement and behind it on its last line goes
 * with it, and what follows the last one is kept.
 */
record Slices(List<Slice> slices, String rest) {
    /**
     * @param before comments and blank lines
     * @param sql as it is written, without the delimiter
     * @param after the delimiter, and what follows it on its line
     */
    record Slice(String before, String sql, String after) {}

    static Slices of(String content, List<Statement> statements) {
        List<Integer> lines = lineStarts(content);
        List<Slice> slices = new ArrayList<>();
        int from = 0;
        for (Statement statement : statements) {
            Span span = statement.span();
            int start = lines.get(span.line() - 1) + span.column() - 1;
            int end = lines.get(span.endLine() - 1) + span.endColumn();
            int cut = endOfLine(content, delimiter(content, end));
            slices.add(new Slice(
                    content.substring(from, start), content.substring(start, end), content.substring(end, cut)));
            from = cut;
        }
        return new Slices(slices, content.substring(from));
    }

    /** Offset behind the delimiter; the last statement of a file may have none. */
    private static int delimiter(String content, int end) {
        int at = end;
        while (at < content.length() && Character.isWhitespace(content.charAt(at))) {
            at++;
        }
        return at < content.length() && content.charAt(at) == ';' ? at + 1 : end;
    }

    /** Behind the line break, when nothing but a comment stands before it. */
    private static int endOfLine(String content, int from) {
        int at = from;
        while (at < content.length() && (content.charAt(at) == ' ' || content.charAt(at) == '\t')) {
            at++;
        }
        if (content.startsWith("--", at)) {
            while (at < content.length() && content.charAt(at) != '\n') {
                at++;
            }
        }
        if (content.startsWith("\r\n", at)) {
            return at + 2;
        }
        return at < content.length() && content.charAt(at) == '\n' ? at + 1 : from;
    }

    /** As the lines of a span are counted. */
    private static List<Integer> lineStarts(String content) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int at = content.indexOf('\n'); at >= 0; at = content.indexOf('\n', at + 1)) {
            starts.add(at + 1);
        }
        return starts;
    }
}
