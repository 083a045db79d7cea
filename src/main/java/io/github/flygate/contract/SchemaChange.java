package io.github.flygate.contract;

/**
 * Something that the old version reads and that is no longer what it was, though reading works.
 *
 * @param relation {@code schema.name} as in the base; empty for a routine or type
 * @param object for people
 * @param change {@code type}, {@code nullable}, {@code default}, {@code rows} or {@code enum}
 * @param watch tells when it changes
 */
record SchemaChange(String relation, String object, String change, String was, String becomes, Watch watch) {}
