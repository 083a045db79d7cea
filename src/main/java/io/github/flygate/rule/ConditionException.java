package io.github.flygate.rule;

/** A condition that is none, and where in it that shows. */
final class ConditionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final int offset;

    /**
     * @param problem in CEL's words
     * @param offset characters before it
     */
    ConditionException(String problem, int offset, Throwable cause) {
        super(problem + " (character " + (offset + 1) + " of the condition)", cause);
        this.problem = problem;
        this.offset = offset;
    }

    String problem() {
        return problem;
    }

    int offset() {
        return offset;
    }
}
