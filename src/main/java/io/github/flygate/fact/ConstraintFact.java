package io.github.flygate.fact;

/**
 * A table constraint.
 *
 * @param name empty when the text leaves it to the server
 * @param kind {@code primary key}, {@code unique}, {@code check}, {@code exclude}, {@code foreign key} or
 *     {@code not null}
 * @param notValid existing rows are not checked ({@code NOT VALID}, {@code NOT ENFORCED})
 * @param usingIndex takes over an index that is there
 * @param withNewColumn written in the definition of a column that the same statement adds
 */
public record ConstraintFact(String name, String kind, boolean notValid, boolean usingIndex, boolean withNewColumn) {}
