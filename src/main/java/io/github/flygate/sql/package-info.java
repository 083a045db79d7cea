/**
 * Reads statements. JSqlParser where its reading is proved, a PostgreSQL grammar elsewhere; the result is facts, never
 * a syntax tree. Keeps what the statements before have made, and the transaction they run in. What could not be read
 * is said, as a fact of its own. It knows no database.
 */
@NullMarked
package io.github.flygate.sql;

import org.jspecify.annotations.NullMarked;
