package io.github.flygate.sql;

/** A reader met something it does not know. Never leaves the package: it becomes {@code read = false}. */
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
        super(message, null, false, false);
    }

    String problem() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
