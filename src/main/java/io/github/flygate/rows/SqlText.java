package io.github.flygate.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** Names and texts in SQL. Everything that comes from a catalog goes through here. */
public final class SqlText {
    private SqlText() {}

    /** A name as an identifier. */
    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text as a literal, whatever {@code standard_conforming_strings} is. */
    public static String literal(String text) {
        String doubled = text.replace("'", "''");
        return text.indexOf('\\') < 0 ? "'" + doubled + "'" : " E'" + doubled.replace("\\", "\\\\") + "'";
    }

    /** The domain's check with the column in place of {@code VALUE}, wherever that stands outside of quotes. */
    static String valueAs(String check, String column) {
        StringBuilder replaced = new StringBuilder();
        for (String part : parts(check)) {
            boolean quotes = part.startsWith("'") || part.startsWith("\"");
            replaced.append(quotes ? part : part.replaceAll("\\bVALUE\\b", Matcher.quoteReplacement(column)));
        }
        return replaced.toString();
    }

    /** Splits an expression, as the server prints it, into what stands in quotes and what does not. */
    static List<String> parts(String expression) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        int at = 0;
        while (at < expression.length()) {
            char quote = expression.charAt(at);
            if (quote == '\'' || quote == '"') {
                if (at > start) {
                    parts.add(expression.substring(start, at));
                }
                int end = closing(expression, at);
                parts.add(expression.substring(at, end));
                start = end;
                at = end;
            } else {
                at++;
            }
        }
        if (start < expression.length()) {
            parts.add(expression.substring(start));
        }
        return parts;
    }

    /** Behind the quote that closes the one at {@code open}. */
    private static int closing(String expression, int open) {
        char quote = expression.charAt(open);
        boolean escapes = quote == '\'' && open > 0 && expression.charAt(open - 1) == 'E';
        int at = open + 1;
        while (at < expression.length()) {
            char here = expression.charAt(at);
            if (here == '\\' && escapes) {
                at += 2;
            } else if (here != quote) {
                at++;
            } else if (at + 1 < expression.length() && expression.charAt(at + 1) == quote) {
                at += 2;
            } else {
                return at + 1;
            }
        }
        return expression.length();
    }
}
