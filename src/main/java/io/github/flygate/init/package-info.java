/**
 * What a project's files say about its PostgreSQL, its migrations and its CI system, and the files that flygate writes for a
 * start. It reads with bounds, follows no link, and writes nothing itself.
 */
@NullMarked
package io.github.flygate.init;

import org.jspecify.annotations.NullMarked;
