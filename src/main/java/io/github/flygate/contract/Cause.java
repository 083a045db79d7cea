package io.github.flygate.contract;

import io.github.flygate.migration.Migration;

/**
 * The statement of a migration after which something is not as it was.
 *
 * @param statement its number in the script, from 0; -1 when only the script is known
 */
record Cause(Migration migration, int statement) {}
