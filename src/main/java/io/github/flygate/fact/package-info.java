/**
 * The vocabulary of rules: what a statement does to a database, as flat, public, null-free records. The same facts come
 * from the text (package {@code sql}) and from the server (package {@code trace}); a rule does not know which.
 *
 * <p>Components are strings, longs, booleans, lists of strings and records of these. No enum, interface, Optional or
 * null: the condition language of rules reads {@code null} as {@code ""} and cannot compare enums. "Unknown" is
 * therefore a word or a boolean of its own.
 */
@NullMarked
package io.github.flygate.fact;

import org.jspecify.annotations.NullMarked;
