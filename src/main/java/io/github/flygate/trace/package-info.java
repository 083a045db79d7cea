/**
 * Lets real Flyway apply the pending migrations on a copy of the base and watches every statement: locks, rewrites,
 * scans, index builds, rows, write-ahead log, time, errors and hangs, as effects and as facts. It judges nothing.
 */
@NullMarked
package io.github.flygate.trace;

import org.jspecify.annotations.NullMarked;
