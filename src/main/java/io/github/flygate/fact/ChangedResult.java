package io.github.flygate.fact;

/**
 * A statement of the old version that works before and after, and whose result or parameters are no longer the same.
 *
 * @param relation {@code schema.name} of the relation it is about, as in the base; empty for a routine or type
 * @param object the column, routine or type, for people
 * @param change {@code type}, {@code nullable}, {@code default} (none any more), {@code rows} (not all are
 *     seen) or {@code enum} (a label that the old version does not know)
 * @param origin {@code probe}, {@code file:line} of the team's own, or {@code pg_stat_statements}
 * @param was as in the base
 * @param becomes as in the migrated database
 * @param used false when the team's statements are complete and none of them uses the object
 */
public record ChangedResult(
        String relation, String object, String change, String origin, String was, String becomes, boolean used)
        implements Fact {
    @Override
    public String subject() {
        return object + " " + change;
    }
}
