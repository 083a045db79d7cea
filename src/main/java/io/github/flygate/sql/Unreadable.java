package io.github.flygate.sql;

/** Something stands where something else was expected. Facts never come from it: it becomes {@code read = false}. */
public final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
        super(message, null, false, false);
    }

    String problem() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
