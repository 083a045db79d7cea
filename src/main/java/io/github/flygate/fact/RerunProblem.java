package io.github.flygate.fact;

/**
 * A file that does not bear to be run again.
 *
 * @param relation {@code schema.name} of what it stumbles over; empty when there is none
 * @param kind {@code combined} for a file that is run by hand first, {@code interrupted} for one without a transaction
 *     that was cut short, {@code repeatable} for one that Flyway runs again whenever its text changes
 * @param problem {@code fails}, {@code changes-catalog}, {@code writes-rows}, {@code holds-lock},
 *     {@code invalid-index}, {@code needs-repair}
 * @param sqlState of the error; empty when it does not fail
 * @param detail the server's message, or what is changed
 * @param recovery the steps that put it right
 */
public record RerunProblem(
        String relation, String kind, String problem, String sqlState, String detail, String recovery) implements Fact {
    @Override
    public String subject() {
        return kind + " " + problem + " " + relation;
    }
}
