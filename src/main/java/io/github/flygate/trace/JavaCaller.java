package io.github.flygate.trace;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.OptionalInt;

/** Finds the line of a Java migration from which the statement that is being executed comes. */
final class JavaCaller {
    private static final String EXECUTOR = "org.flywaydb.core.internal.resolver.java.JavaMigrationExecutor";

    /** Frames that only pass the call on. */
    private static final List<String> CARRIERS = List.of(
            "java.",
            "jdk.",
            "com.sun.proxy.",
            JavaCaller.class.getName(),
            MigrationObserver.class.getName(),
            ReplayObserver.class.getName(),
            ObservedDataSource.class.getName());

    private JavaCaller() {}

    /**
     * The line in the migration's own class or one nested in it, whichever is called last; empty when neither is on the
     * stack: the statement is Flyway's own, or of a class that the migration inherits from.
     */
    static OptionalInt line(String migrationClass) {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> belongs(frame, migrationClass))
                        .mapToInt(StackFrame::getLineNumber)
                        .filter(line -> line > 0)
                        .findFirst());
    }

    /** Whether Flyway itself executes it, before it calls the migration: nobody else stands between the two. */
    static boolean isFlyway() {
        List<String> callers = StackWalker.getInstance()
                .walk(frames -> frames.map(StackFrame::getClassName)
                        .filter(name -> CARRIERS.stream().noneMatch(name::startsWith))
                        .takeWhile(name -> !name.equals(EXECUTOR))
                        .toList());
        return !callers.isEmpty() && callers.stream().allMatch(name -> name.startsWith("org.flywaydb."));
    }

    private static boolean belongs(StackFrame frame, String migrationClass) {
        return frame.getClassName().equals(migrationClass)
                || frame.getClassName().startsWith(migrationClass + "$");
    }
}
