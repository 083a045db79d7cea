/**
 * What the pending migrations do to the version of the application that still runs, and to a deployment that is begun
 * again: the old files on the new history, and files that are run a second time. It changes the copies that it is
 * given, and judges nothing.
 */
@NullMarked
package io.github.flygate.contract;

import org.jspecify.annotations.NullMarked;
