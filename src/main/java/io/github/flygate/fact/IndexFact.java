package io.github.flygate.fact;

/**
 * An index.
 *
 * @param name {@code schema.name}; empty when the text leaves the name to the server
 */
public record IndexFact(String name, boolean unique, boolean concurrently) {}
