/**
 * Keeps the database as the base builds it, and hands out private, writable copies of it in constant time, whatever the
 * number of applied migrations. Three engines do it behind one interface: {@code embedded}, {@code docker} and {@code
 * server}. A copy is gone when it is closed, and at the latest when the process ends, unless it was started to outlive
 * it; what is kept is complete or absent. Nothing is removed that was not made here. It knows nothing of Flyway: who
 * builds a base is passed in.
 */
@NullMarked
package io.github.flygate.snapshot;

import org.jspecify.annotations.NullMarked;
