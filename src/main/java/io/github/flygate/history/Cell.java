package io.github.flygate.history;

/**
 * A value as a file gives it.
 *
 * @param text empty for null
 */
record Cell(Kind kind, String text) {
    static final Cell NULL = new Cell(Kind.NULL, "");

    enum Kind {
        TEXT,
        NUMBER,
        TRUTH,
        NULL
    }

    static Cell text(String text) {
        return new Cell(Kind.TEXT, text);
    }
}
