package io.github.flygate.report;

import io.github.flygate.model.Span;
import java.util.List;

/**
 * The lines of a statement as its file has them, without the comments before it.
 *
 * @param first number of the first line in the file; 0 for a statement that stands in no file as it is
 */
record StatementText(int first, List<String> lines) {
    StatementText {
        lines = List.copyOf(lines);
    }

    static StatementText of(Site site) {
        List<String> lines =
                SafeText.block(site.statement().sql()).strip().lines().toList();
        Span span = site.statement().span();
        int surplus = Math.max(0, lines.size() - (span.endLine() - span.line() + 1));
        int comments = 0;
        while (comments < surplus && isComment(lines.get(comments))) {
            comments++;
        }
        boolean java = site.migration().kind().equals("java");
        // Counted from the end: what stands before the statement belongs to its text, not to its place.
        int first = java ? 0 : Math.max(1, span.endLine() - lines.size() + 1 + comments);
        return new StatementText(first, lines.subList(comments, lines.size()));
    }

    private static boolean isComment(String line) {
        return line.isBlank() || line.stripLeading().startsWith("--");
    }
}
