package io.github.flygate.fact;

/**
 * A domain refuses values that it took before, and the rows of all tables that use it are read for that. Comes from the
 * text alone; the server shows the tables.
 *
 * @param domain {@code schema.name}
 * @param action {@code check}, {@code not null} or {@code validate}
 * @param createdInThisMigration the domain was made by the pending migrations
 */
public record ConstrainDomain(String domain, String action, boolean createdInThisMigration) implements Fact {
    @Override
    public String relation() {
        return "";
    }

    @Override
    public String subject() {
        return domain + " " + action;
    }
}
