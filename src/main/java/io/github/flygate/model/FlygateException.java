package io.github.flygate.model;

import org.jspecify.annotations.Nullable;

/**
 * The one way in which flygate gives up. The message says what is wrong and where ({@code file:line} where there is
 * one); the hint says what to do next. Neither ever holds a password.
 */
public final class FlygateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String hint;

    public FlygateException(ErrorCode code, String message, String hint) {
        this(code, message, hint, null);
    }

    public FlygateException(ErrorCode code, String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.hint = hint;
    }

    public ErrorCode code() {
        return code;
    }

    /** What to do next; empty when the message says it all. */
    public String hint() {
        return hint;
    }
}
