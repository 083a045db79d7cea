package io.github.flygate.fix;

import io.github.flygate.migration.Script;

/**
 * The statement that is to be said in another way.
 *
 * @param sql as it is written in the file, without the delimiter
 * @param postgresMajor of production, 12 to 18
 */
record Target(Script script, String sql, int postgresMajor) {}
