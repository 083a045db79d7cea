package io.github.flygate.fact;

/**
 * Something that is no column, constraint or index is dropped or changed so that others may miss it. Comes from the text
 * alone.
 *
 * @param table the relation it is about; its name is empty when it is about none
 * @param kind of what is changed: {@code table}, {@code view}, {@code sequence}, {@code schema}, {@code database},
 *     {@code function}, {@code procedure}, {@code routine}, {@code aggregate}, {@code type}, {@code domain},
 *     {@code publication}
 * @param name {@code schema.name}, or the name alone of what is in no schema
 * @param change {@code drop}, {@code drop cascade}, {@code add value}, {@code rename value}, {@code revoke},
 *     {@code row security}, {@code owner}, {@code replica identity}, {@code remove tables} (from a publication)
 * @param detail the values, the roles or the setting as written; empty where there are none
 * @param createdInThisMigration made by the pending migrations
 * @param madeAgain a later statement of the script makes something of this kind and name
 */
public record ChangeObject(
        TableFact table,
        String kind,
        String name,
        String change,
        String detail,
        boolean createdInThisMigration,
        boolean madeAgain)
        implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return kind + " " + name + " " + change + " " + detail;
    }
}
