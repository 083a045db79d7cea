/**
 * Prints a {@link io.github.flygate.model.GateReport}, one class per format, and what commands on snapshots did, as pure
 * functions to a writer. It decides nothing, and treats every text that comes from a migration as hostile.
 */
@NullMarked
package io.github.flygate.report;

import org.jspecify.annotations.NullMarked;
