package io.github.flygate.fact;

import java.util.List;

/**
 * A statement locks the table it is about, which existed before, in SHARE ROW EXCLUSIVE or stronger, while an earlier
 * statement of its transaction keeps another one locked like that. Once per transaction, and not where a table's
 * partitions or the other side of a foreign key are locked along, nor where the statement also works under the earlier
 * lock ({@code work_under_lock}).
 *
 * @param mode PostgreSQL's name, such as {@code AccessExclusiveLock}
 * @param other {@code schema.name} of the table that was locked first
 * @param otherLine of the statement that locked it
 */
public record LockSecondTable(TableFact table, String mode, String other, long otherLine) implements Fact {
    /** Whether two statements of one transaction, each about such a relation, can be half of a deadlock. */
    public static boolean counts(TableFact table) {
        return List.of("table", "partitioned table", "foreign table").contains(table.kind())
                && !table.createdInThisMigration()
                && !table.temporary();
    }

    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name();
    }
}
