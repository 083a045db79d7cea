package io.github.flygate.model;

import java.util.Objects;

/**
 * A stretch of a file, from its first to its last character, both included. Lines and columns start at 1.
 *
 * @param file path relative to the project's folder, with {@code /}; the name given for standard input otherwise
 */
public record Span(String file, int line, int column, int endLine, int endColumn) {
    public Span {
        Objects.requireNonNull(file, "file");
        if (line < 1 || column < 1 || endLine < line) {
            throw new IllegalArgumentException(
                    "not a span: " + file + ":" + line + ":" + column + "-" + endLine + ":" + endColumn);
        }
    }

    /** The first character of a line. */
    public static Span line(String file, int line) {
        return new Span(file, line, 1, line, 1);
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
