package io.github.flygate.fact;

/**
 * The migrations do not go through on an empty database, although the pending ones do on the base.
 *
 * @param sqlState empty when Flyway and not the server refused
 * @param error the server's message, or Flyway's
 */
public record BuildFailure(String sqlState, String error) implements Fact {
    @Override
    public String relation() {
        return "";
    }

    @Override
    public String subject() {
        return sqlState;
    }
}
