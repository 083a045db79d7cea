/**
 * Reads a PostgreSQL catalog into one record and says what differs between two. It only ever reads.
 */
@NullMarked
package io.github.flygate.catalog;

import org.jspecify.annotations.NullMarked;
