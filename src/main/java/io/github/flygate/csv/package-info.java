/**
 * CSV as PostgreSQL writes it ({@code \copy … csv header}, {@code psql --csv}) and as RFC 4180 describes it. Knows nothing
 * of what the columns mean.
 */
@NullMarked
package io.github.flygate.csv;

import org.jspecify.annotations.NullMarked;
