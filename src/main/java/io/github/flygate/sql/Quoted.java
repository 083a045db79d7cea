package io.github.flygate.sql;

/**
 * A quoted string or name.
 *
 * @param value without quotes and escapes
 * @param end offset behind the closing quote; -1 when there is none
 */
record Quoted(String value, int end) {
    private static final Quoted UNTERMINATED = new Quoted("", -1);

    /** Only the doubled quote is special. */
    static Quoted standard(String sql, int open, char quote) {
        StringBuilder value = new StringBuilder();
        int from = open + 1;
        while (true) {
            int close = sql.indexOf(quote, from);
            if (close < 0) {
                return UNTERMINATED;
            }
            value.append(sql, from, close);
            if (close + 1 >= sql.length() || sql.charAt(close + 1) != quote) {
                return new Quoted(value.toString(), close + 1);
            }
            value.append(quote);
            from = close + 2;
        }
    }

    /** A string with C escapes, {@code open} at its quote. */
    static Quoted escaped(String sql, int open) {
        StringBuilder value = new StringBuilder();
        int i = open + 1;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (c == '\\' && i + 1 < sql.length()) {
                i = escape(sql, i + 1, value);
            } else if (c != '\'') {
                value.append(c);
                i++;
            } else if (i + 1 < sql.length() && sql.charAt(i + 1) == '\'') {
                value.append('\'');
                i += 2;
            } else {
                return new Quoted(value.toString(), i + 1);
            }
        }
        return UNTERMINATED;
    }

    private static int escape(String sql, int at, StringBuilder value) {
        char c = sql.charAt(at);
        switch (c) {
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'x' -> {
                return code(sql, at + 1, 2, 16, value);
            }
            case 'u' -> {
                return code(sql, at + 1, 4, 16, value);
            }
            case 'U' -> {
                return code(sql, at + 1, 8, 16, value);
            }
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                return code(sql, at, 3, 8, value);
            }
            default -> value.append(c);
        }
        return at + 1;
    }

    /** Decodes {@code \XXXX} and {@code \+XXXXXX}; a custom escape character (UESCAPE) stays as written. */
    static String unicode(String raw) {
        StringBuilder value = new StringBuilder();
        int i = 0;
        while (i < raw.length()) {
            char c = raw.charAt(i);
            if (c != '\\') {
                value.append(c);
                i++;
            } else if (raw.startsWith("\\\\", i)) {
                value.append('\\');
                i += 2;
            } else if (raw.startsWith("\\+", i)) {
                i = code(raw, i + 2, 6, 16, value);
            } else {
                i = code(raw, i + 1, 4, 16, value);
            }
        }
        return value.toString();
    }

    private static int code(String text, int from, int digits, int radix, StringBuilder value) {
        int end = from;
        int code = 0;
        while (end < text.length() && end < from + digits && Character.digit(text.charAt(end), radix) >= 0) {
            code = code * radix + Character.digit(text.charAt(end), radix);
            end++;
        }
        if (end > from && Character.isValidCodePoint(code)) {
            value.appendCodePoint(code);
        }
        return end;
    }
}
