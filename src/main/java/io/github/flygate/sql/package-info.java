/**
 * Reads statements: the fixed forms of DDL from PostgreSQL's own tokens, queries, changes of rows, tables and views with
 * JSqlParser where its reading is proved, and what either leaves open with a PostgreSQL grammar. The result is facts,
 * never a syntax tree. It keeps what the statements before have made, asks the files
 * that are applied for what they leave unsaid, and keeps the transaction they run in. What could not
 * be read to its end is said, as a fact of its own. It knows no database.
 */
@NullMarked
package io.github.flygate.sql;

import org.jspecify.annotations.NullMarked;
