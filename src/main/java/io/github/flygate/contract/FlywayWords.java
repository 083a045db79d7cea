package io.github.flygate.contract;

/** Flyway's messages in a line. */
final class FlywayWords {
    private FlywayWords() {}

    /** Without the advice and the list that follow; white space made single. */
    static String firstSentence(String message) {
        String text = message.strip().replaceAll("\\R", " ").replaceAll("\\s+", " ");
        int advice = text.indexOf(" If you removed this migration intentionally");
        int revert = text.indexOf(" Either revert the changes");
        int end = text.length();
        if (advice > 0) {
            end = advice;
        }
        if (revert > 0) {
            end = Math.min(end, revert);
        }
        return text.substring(0, end).strip();
    }
}
