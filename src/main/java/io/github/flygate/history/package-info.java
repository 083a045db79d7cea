/**
 * Migration files against {@code flyway_schema_history}: where a history comes from, what Flyway would make of it with the
 * files of a tree, and what is wrong with either. Decisions are Flyway's own; no server is asked for them. Knows nothing of
 * rules and reports.
 */
@NullMarked
package io.github.flygate.history;

import org.jspecify.annotations.NullMarked;
