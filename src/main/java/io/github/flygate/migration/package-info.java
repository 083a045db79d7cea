/**
 * Flyway's files: finds them in the working tree and in git objects, reads names and checksums as Flyway does, decides
 * which are pending, and splits them into statements with Flyway's own parser. It promises that what it returns is
 * what Flyway will send. It knows neither rules nor a running database.
 */
@NullMarked
package io.github.flygate.migration;

import org.jspecify.annotations.NullMarked;
