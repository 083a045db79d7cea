package io.github.flygate.fact;

/**
 * A migration that goes through on empty tables and fails on rows that the base accepts.
 *
 * @param relation {@code schema.name} of the relation whose rows it stumbles over; empty when the server does not say
 * @param rows what is special about them, such as {@code note is null}; empty for any
 * @param sqlState of the error
 * @param error the server's message
 */
public record FailureOnRows(String relation, String rows, String sqlState, String error) implements Fact {
    @Override
    public String subject() {
        return relation + " " + sqlState;
    }
}
