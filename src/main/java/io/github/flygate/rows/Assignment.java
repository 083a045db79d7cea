package io.github.flygate.rows;

/**
 * A value for a column.
 *
 * @param column its name in the catalog
 * @param literal with its type, such as {@code '42'::bigint}
 */
public record Assignment(String column, String literal) {}
