/**
 * The words of flygate: plain records that every other package speaks in. They hold data and what can be derived from
 * it; they know no file, no database, no third-party library.
 */
@NullMarked
package io.github.flygate.model;

import org.jspecify.annotations.NullMarked;
