/**
 * What an engine has to know to keep a snapshot of a project's database: everything that decides what is in it, and
 * who builds it, which is real Flyway. The one place that joins configuration, migrations, exported histories and snapshots; it judges
 * nothing.
 */
@NullMarked
package io.github.flygate.base;

import org.jspecify.annotations.NullMarked;
