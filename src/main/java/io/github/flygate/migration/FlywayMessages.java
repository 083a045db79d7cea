package io.github.flygate.migration;

/** Flyway's messages, cut to what fits into one of ours: they quote whole statements. */
final class FlywayMessages {
    private static final int LONGEST = 240;

    private FlywayMessages() {}

    static String firstLine(Throwable problem) {
        String message = String.valueOf(problem.getMessage()).strip();
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end).strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
