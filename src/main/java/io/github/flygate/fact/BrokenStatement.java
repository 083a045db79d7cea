package io.github.flygate.fact;

/**
 * A statement of the old version that worked on the base and fails on the migrated database.
 *
 * @param relation {@code schema.name} of the relation it is about, as in the base; empty for a routine or type
 * @param object the relation, column, routine, sequence or type that it tries, for people
 * @param kind what it does: {@code select}, {@code select *} (only where it is prepared), {@code insert}, {@code update},
 *     {@code delete}, {@code nextval}, {@code call}, {@code cast}, or {@code statement} for one of the team's own
 * @param origin {@code probe}, {@code file:line} of the team's own, or {@code pg_stat_statements}
 * @param sql the statement
 * @param sqlState of the error
 * @param error the server's message
 * @param alike how many statements break in the same way, this one included
 * @param prepared whether it fails only when it was prepared before the migration, inside a transaction
 * @param used false when the team's statements are complete and none of them uses the object
 */
public record BrokenStatement(
        String relation,
        String object,
        String kind,
        String origin,
        String sql,
        String sqlState,
        String error,
        long alike,
        boolean prepared,
        boolean used)
        implements Fact {
    @Override
    public String subject() {
        return object + " " + kind + " " + sqlState;
    }
}
