/**
 * Hands out a private, writable copy of the database as the base builds it, in constant time whatever the number of
 * applied migrations. A copy is gone when it is closed, and at the latest when the process ends. What is kept in the
 * cache is complete or absent. It knows nothing of Flyway: who builds a base is passed in.
 */
@NullMarked
package io.github.flygate.snapshot;

import org.jspecify.annotations.NullMarked;
