package io.github.flygate.sql;

import io.github.flygate.migration.Script;
import io.github.flygate.migration.Statement;
import io.github.flygate.sql.StatementReading.InlineSuppression;
import java.util.ArrayList;
import java.util.List;

/** Finds {@code -- flygate:ignore rule-id[, rule-id] [until=2027-01-31] reason: …} at a statement. */
final class Suppressions {
    private static final String MARK = "flygate:ignore";
    private static final String REASON = "reason:";
    private static final String UNTIL = "until=";

    private Suppressions() {}

    /**
     * The suppressions of a statement.
     *
     * @param lines of the script's file
     * @param previousEnd line on which the statement before ends; a comment there is about that one
     */
    static List<InlineSuppression> of(Statement statement, Tokens tokens, List<String> lines, int previousEnd) {
        List<InlineSuppression> found = new ArrayList<>();
        String sql = tokens.sql();
        int first = tokens.list().isEmpty() ? 0 : tokens.list().get(0).start();
        for (Tokens.Comment comment : tokens.comments()) {
            int line = statement.span().line() + newLines(sql, first, comment.start());
            boolean ofPrevious = comment.start() < first
                    && line == previousEnd
                    && statement.span().line() > previousEnd;
            if (!ofPrevious) {
                parse(comment.text(), Math.max(line, 1), found);
            }
        }
        String behind = behind(statement, lines);
        if (found.stream().noneMatch(one -> one.line() == statement.span().endLine())) {
            parse(behind, statement.span().endLine(), found);
        }
        return found;
    }

    /** Lines of a script's file, found by line number because Flyway drops comments behind the last statement. */
    static List<String> lines(Script script) {
        return script.migration().content().lines().toList();
    }

    private static String behind(Statement statement, List<String> lines) {
        int line = statement.span().endLine();
        if (line > lines.size()) {
            return "";
        }
        String text = lines.get(line - 1);
        String rest = text.substring(Math.min(statement.span().endColumn(), text.length()))
                .strip();
        String comment = rest.startsWith(";") ? rest.substring(1).strip() : rest;
        return comment.startsWith("--") ? comment : "";
    }

    private static int newLines(String sql, int from, int to) {
        int lines = (int) sql.substring(Math.min(from, to), Math.max(from, to))
                .chars()
                .filter(c -> c == '\n')
                .count();
        return to < from ? -lines : lines;
    }

    private static void parse(String comment, int firstLine, List<InlineSuppression> found) {
        int line = firstLine;
        for (String text : comment.split("\n", -1)) {
            String bare = text.strip();
            while (bare.startsWith("-") || bare.startsWith("/*") || bare.startsWith("*")) {
                bare = bare.substring(1).strip();
            }
            if (bare.startsWith(MARK)) {
                one(bare.substring(MARK.length()).replace("*/", " "), line, found);
            }
            line++;
        }
    }

    private static void one(String text, int line, List<InlineSuppression> found) {
        int reasonAt = text.indexOf(REASON);
        String reason =
                reasonAt < 0 ? "" : text.substring(reasonAt + REASON.length()).strip();
        String rules = (reasonAt < 0 ? text : text.substring(0, reasonAt)).strip();
        List<String> words = new ArrayList<>(List.of(rules.split("[,\\s]+", -1)));
        String until = words.stream()
                .filter(word -> word.startsWith(UNTIL))
                .findFirst()
                .orElse("");
        words.removeIf(word -> word.isEmpty() || word.startsWith(UNTIL));
        if (words.isEmpty()) {
            // One that names no rule is kept, so that somebody can say so.
            words.add("");
        }
        for (String rule : words) {
            found.add(
                    new InlineSuppression(rule, reason, until.isEmpty() ? "" : until.substring(UNTIL.length()), line));
        }
    }
}
