package io.github.flygate.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A statement with its parameters as PostgreSQL writes them.
 *
 * @param sql with {@code $1}, {@code $2} … in place of {@code ?} and {@code :name}
 * @param names of the parameters in the order of their numbers; empty text for one without a name
 */
record Parameters(String sql, List<String> names) {
    Parameters {
        names = List.copyOf(names);
    }

    /** Reads {@code ?}, {@code :name} and {@code $1}, wherever no quotation or comment holds them. */
    static Parameters of(String sql) {
        return new Reader(sql).read();
    }

    /** The statement with these values, as SQL, in place of its parameters. */
    String with(List<String> values) {
        StringBuilder text = new StringBuilder();
        new Reader(sql).copy(text, number -> number <= values.size() ? values.get(number - 1) : "null");
        return text.toString();
    }

    /** What stands for a numbered parameter. */
    @FunctionalInterface
    private interface Values {
        String of(int number);
    }

    private static final class Reader {
        private final String sql;
        private final Map<String, Integer> named = new LinkedHashMap<>();
        private final List<String> names = new ArrayList<>();
        private int at;

        Reader(String sql) {
            this.sql = sql;
        }

        Parameters read() {
            StringBuilder text = new StringBuilder();
            copy(text, number -> "$" + number);
            return new Parameters(text.toString(), names);
        }

        void copy(StringBuilder out, Values values) {
            while (at < sql.length()) {
                int from = at;
                char c = sql.charAt(at);
                if (skipsQuoted()) {
                    out.append(sql, from, at);
                } else if (c == '?' && isPlaceholder()) {
                    at++;
                    names.add("");
                    out.append(values.of(names.size()));
                } else if (c == ':' && isName()) {
                    at++;
                    String name = word();
                    int number = named.computeIfAbsent(name, key -> {
                        names.add(key);
                        return names.size();
                    });
                    out.append(values.of(number));
                } else if (c == '$' && isDigit(at + 1) && !isWord(at - 1)) {
                    at++;
                    int number = number();
                    while (names.size() < number) {
                        names.add("");
                    }
                    out.append(values.of(number));
                } else if (c == ':' && at + 1 < sql.length() && sql.charAt(at + 1) == ':') {
                    out.append("::");
                    at += 2;
                } else {
                    out.append(c);
                    at++;
                }
            }
        }

        /** {@code ?|}, {@code ?&} and {@code ??} are operators, as they are for the driver. */
        private boolean isPlaceholder() {
            char next = at + 1 < sql.length() ? sql.charAt(at + 1) : ' ';
            return next != '|' && next != '&' && next != '?' && (at == 0 || sql.charAt(at - 1) != '?');
        }

        private boolean isName() {
            boolean cast = at > 0 && sql.charAt(at - 1) == ':';
            boolean slice = at > 0 && isWord(at - 1);
            return !cast && !slice && at + 1 < sql.length() && Character.isLetter(sql.charAt(at + 1));
        }

        private String word() {
            int from = at;
            while (at < sql.length() && isWord(at)) {
                at++;
            }
            return sql.substring(from, at);
        }

        /** Absurdly high numbers are left to the server to refuse. */
        private int number() {
            int from = at;
            while (isDigit(at) && at - from < 5) {
                at++;
            }
            return Math.max(1, Integer.parseInt(sql.substring(from, at)));
        }

        private boolean isWord(int index) {
            return index >= 0
                    && index < sql.length()
                    && (Character.isLetterOrDigit(sql.charAt(index)) || sql.charAt(index) == '_');
        }

        private boolean isDigit(int index) {
            return index < sql.length() && sql.charAt(index) >= '0' && sql.charAt(index) <= '9';
        }

        /** Moves behind a quotation or comment that begins here. */
        private boolean skipsQuoted() {
            char c = sql.charAt(at);
            if (c == '\'') {
                boolean escapes = at > 0 && "eE".indexOf(sql.charAt(at - 1)) >= 0 && !isWord(at - 2);
                skipTo('\'', escapes);
                return true;
            }
            if (c == '"') {
                skipTo('"', false);
                return true;
            }
            if (sql.startsWith("--", at)) {
                int end = sql.indexOf('\n', at);
                at = end < 0 ? sql.length() : end;
                return true;
            }
            if (sql.startsWith("/*", at)) {
                skipComment();
                return true;
            }
            return c == '$' && !isWord(at - 1) && skipsDollarQuoted();
        }

        private void skipTo(char quote, boolean escapes) {
            at++;
            while (at < sql.length() && sql.charAt(at) != quote) {
                at += escapes && sql.charAt(at) == '\\' ? 2 : 1;
            }
            at = Math.min(at + 1, sql.length());
        }

        private void skipComment() {
            int depth = 0;
            do {
                if (sql.startsWith("/*", at)) {
                    depth++;
                    at += 2;
                } else if (sql.startsWith("*/", at)) {
                    depth--;
                    at += 2;
                } else {
                    at++;
                }
            } while (depth > 0 && at < sql.length());
            at = Math.min(at, sql.length());
        }

        private boolean skipsDollarQuoted() {
            int end = at + 1;
            while (isWord(end) && !(end == at + 1 && isDigit(end))) {
                end++;
            }
            if (end >= sql.length() || sql.charAt(end) != '$') {
                return false;
            }
            String tag = sql.substring(at, end + 1);
            int close = sql.indexOf(tag, end + 1);
            at = close < 0 ? sql.length() : close + tag.length();
            return true;
        }
    }
}
