package io.github.flygate.fact;

/**
 * An index.
 *
 * @param name {@code schema.name}; empty when the text leaves the name to the server
 * @param unique of a UNIQUE or PRIMARY KEY as well
 * @param concurrently with CONCURRENTLY
 * @param onlyParent {@code ON ONLY}: on a partitioned table and none of its partitions, so that no row is read
 */
public record IndexFact(String name, boolean unique, boolean concurrently, boolean onlyParent) {}
