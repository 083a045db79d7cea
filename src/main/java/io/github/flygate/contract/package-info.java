/**
 * The old application against the migrated database: statements made from the base's catalog and the team's own,
 * tried on the base and again after the pending migrations, and the statement of a migration that breaks them. Also
 * what files do when they run elsewhere than where they were meant to: a second time, under the old version, on an empty
 * database. Knows nothing of rules and reports.
 */
@NullMarked
package io.github.flygate.contract;

import org.jspecify.annotations.NullMarked;
