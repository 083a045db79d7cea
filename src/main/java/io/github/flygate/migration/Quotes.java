package io.github.flygate.migration;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.util.regex.Pattern;

/**
 * Finds a quotation or comment that does not end, by PostgreSQL's rules. Flyway takes the rest of the file for it and
 * sends that; the server's answer would name no place.
 */
final class Quotes {
    private static final Pattern STDIN = Pattern.compile("stdin", Pattern.CASE_INSENSITIVE);
    private static final Pattern COPY = Pattern.compile("(?is)\\bCOPY\\b[^;]*\\bFROM\\s+STDIN\\b[^;]*;");

    private final String text;
    private int at;

    private Quotes(String text) {
        this.text = text;
    }

    static boolean hasCopy(String text) {
        return STDIN.matcher(text).find() && COPY.matcher(text).find();
    }

    static void requireClosed(String file, String source, Placeholders.Replaced replaced) {
        // Data between COPY and \. is no SQL: an apostrophe in it opens nothing.
        if (hasCopy(replaced.text())) {
            return;
        }
        Quotes quotes = new Quotes(replaced.text());
        while (quotes.at < quotes.text.length()) {
            int start = quotes.at;
            String closing = quotes.next();
            if (!closing.isEmpty()) {
                int line = new Lines(source).line(replaced.first()[start]);
                throw new FlygateException(
                        ErrorCode.SQL,
                        file + ":" + line + ": " + quotes.text.substring(start, quotes.opened(start))
                                + " opens something that is not closed before the end of the file",
                        "Close it with " + closing + ".");
            }
        }
    }

    private int opened(int start) {
        return Math.min(text.length(), start + 1 + (text.startsWith("/*", start) ? 1 : 0));
    }

    /** Passes over one token; returns what would close it when the text ends before. */
    private String next() {
        char c = text.charAt(at);
        if (c == '\'') {
            return literal(escapes());
        }
        if (c == '"') {
            return upTo("\"", at + 1);
        }
        if (text.startsWith("--", at)) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
            return "";
        }
        if (text.startsWith("/*", at)) {
            return comment();
        }
        if (c == '$' && (at == 0 || !isNamePart(text.charAt(at - 1)))) {
            return dollar();
        }
        at++;
        return "";
    }

    private boolean escapes() {
        boolean prefixed = at > 0 && (text.charAt(at - 1) == 'E' || text.charAt(at - 1) == 'e');
        return prefixed && (at < 2 || !isNamePart(text.charAt(at - 2)));
    }

    private String literal(boolean escapes) {
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (escapes && c == '\\') {
                i++;
            } else if (c == '\'') {
                at = i + 1; // a doubled one opens the next literal, which comes to the same
                return "";
            }
        }
        at = text.length();
        return "'";
    }

    private String comment() {
        int depth = 0;
        for (int i = at; i < text.length() - 1; i++) {
            if (text.startsWith("/*", i)) {
                depth++;
                i++;
            } else if (text.startsWith("*/", i)) {
                depth--;
                i++;
                if (depth == 0) {
                    at = i + 1;
                    return "";
                }
            }
        }
        at = text.length();
        return "*/";
    }

    private String dollar() {
        int i = at + 1;
        while (i < text.length() && isNamePart(text.charAt(i)) && text.charAt(i) != '$') {
            i++;
        }
        boolean tag =
                i < text.length() && text.charAt(i) == '$' && (i == at + 1 || !Character.isDigit(text.charAt(at + 1)));
        if (!tag) {
            at++;
            return "";
        }
        String quote = text.substring(at, i + 1);
        return upTo(quote, i + 1);
    }

    private String upTo(String closing, int from) {
        int end = text.indexOf(closing, from);
        at = end < 0 ? text.length() : end + closing.length();
        return end < 0 ? closing : "";
    }

    private static boolean isNamePart(char c) {
        return c == '_' || c == '$' || Character.isLetterOrDigit(c);
    }
}
