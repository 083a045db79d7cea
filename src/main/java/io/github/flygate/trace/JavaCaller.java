package io.github.flygate.trace;

/** Finds the line of a Java migration from which the statement that is being executed comes. */
final class JavaCaller {
    private JavaCaller() {}

    /** The line in the migration's own class or one nested in it, whichever is called last; 1 if there is none. */
    static int line(String migrationClass) {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> belongs(frame, migrationClass))
                        .mapToInt(StackWalker.StackFrame::getLineNumber)
                        .filter(line -> line > 0)
                        .findFirst()
                        .orElse(1));
    }

    private static boolean belongs(StackWalker.StackFrame frame, String migrationClass) {
        return frame.getClassName().equals(migrationClass)
                || frame.getClassName().startsWith(migrationClass + "$");
    }
}
