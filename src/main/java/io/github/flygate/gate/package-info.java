/**
 * The pipeline: chooses the passes, runs them one after the other, merges what was read with what was measured, and
 * decides. No third-party library is used here, so that it can be read in one sitting.
 */
@NullMarked
package io.github.flygate.gate;

import org.jspecify.annotations.NullMarked;
