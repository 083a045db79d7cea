package io.github.flygate.trace;

import java.util.OptionalInt;

/** Finds the line of a Java migration from which the statement that is being executed comes. */
final class JavaCaller {
    private JavaCaller() {}

    /**
     * The line in the migration's own class or one nested in it, whichever is called last; empty when the statement is
     * not the migration's but Flyway's own.
     */
    static OptionalInt line(String migrationClass) {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> belongs(frame, migrationClass))
                        .mapToInt(StackWalker.StackFrame::getLineNumber)
                        .filter(line -> line > 0)
                        .findFirst());
    }

    private static boolean belongs(StackWalker.StackFrame frame, String migrationClass) {
        return frame.getClassName().equals(migrationClass)
                || frame.getClassName().startsWith(migrationClass + "$");
    }
}
