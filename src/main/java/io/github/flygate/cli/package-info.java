/**
 * The command line: options, wiring, progress and exit codes. The only place that writes to standard output and ends
 * the process.
 */
@NullMarked
package io.github.flygate.cli;

import org.jspecify.annotations.NullMarked;
