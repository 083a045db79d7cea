package io.github.flygate.report;

import java.util.HexFormat;

/**
 * Makes text from migrations, names and server messages fit for a terminal. What a terminal would obey, or what would
 * change the order in which text is seen, is shown as {@code \}{@code u001b}: controls, bidirectional marks, invisible
 * format characters, line separators, lone surrogates.
 */
final class SafeText {
    private static final String TAB = "    ";

    private SafeText() {}

    /** One line: line ends and tabs become a space. */
    static String line(String text) {
        return clean(text, " ", " ").strip();
    }

    /** Several lines: line ends become LF, tabs four spaces. */
    static String block(String text) {
        return clean(text, "\n", TAB);
    }

    /** At most so many characters, with {@code ...} in place of the rest. */
    static String cut(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, Math.max(0, most - 3))) + "...";
    }

    static boolean visible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    static String escape(int codePoint) {
        StringBuilder escaped = new StringBuilder();
        for (char unit : Character.toChars(codePoint)) {
            escaped.append("\\u").append(HexFormat.of().toHexDigits(unit));
        }
        return escaped.toString();
    }

    private static String clean(String text, String lineEnd, String tab) {
        StringBuilder cleaned = new StringBuilder(text.length());
        String unified = text.replace("\r\n", "\n");
        unified.codePoints().forEach(codePoint -> {
            if (codePoint == '\n') {
                cleaned.append(lineEnd);
            } else if (codePoint == '\t') {
                cleaned.append(tab);
            } else if (visible(codePoint)) {
                cleaned.appendCodePoint(codePoint);
            } else {
                cleaned.append(escape(codePoint));
            }
        });
        return cleaned.toString();
    }
}
