package io.github.flygate.fact;

/**
 * A statement, or Flyway itself, failed.
 *
 * @param sqlState empty when Flyway and not the server refused
 * @param message the server's or Flyway's, with what to do where it is known
 */
public record Failure(String sqlState, String message) implements Fact {
    @Override
    public String relation() {
        return "";
    }

    @Override
    public String subject() {
        return sqlState;
    }
}
