/**
 * Makes rows that a table accepts, from nothing but the catalog: to fill an empty snapshot before anything is measured,
 * and to have an INSERT that the base accepts. What a constraint means is decided by the server, never here.
 */
@NullMarked
package io.github.flygate.rows;

import org.jspecify.annotations.NullMarked;
