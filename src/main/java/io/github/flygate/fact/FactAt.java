package io.github.flygate.fact;

import io.github.flygate.model.Span;

/**
 * A fact and where it was seen.
 *
 * @param statement number of the statement in its script, from 0; -1 for the script as a whole
 * @param sql the statement, whitespace and comments as written; empty for the script as a whole
 * @param measured seen on the server; otherwise read in the text
 */
public record FactAt(
        Fact fact, Surroundings around, String script, int statement, String sql, Span span, boolean measured) {
    /** Another fact at the same place. */
    public FactAt with(Fact other) {
        return new FactAt(other, around, script, statement, sql, span, measured);
    }
}
