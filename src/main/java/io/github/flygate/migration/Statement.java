package io.github.flygate.migration;

import io.github.flygate.model.Span;

/**
 * One statement as Flyway will send it.
 *
 * @param number in its script, from 0
 * @param sql placeholders replaced, without the delimiter, leading comments kept
 * @param span in the file as it is written; starts at the first keyword, not at a leading comment
 * @param transactional whether Flyway considers that it can run in a transaction
 */
public record Statement(int number, String sql, Span span, boolean transactional) {}
