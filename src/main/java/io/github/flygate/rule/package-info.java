/**
 * Rule files and what they say of facts. Loads {@code rules/*.md}, compiles the conditions of those whose fact type
 * occurs, evaluates them, and applies suppressions. A rule that fails on a fact is an error of flygate, never silence.
 * It knows neither SQL nor a database.
 */
@NullMarked
package io.github.flygate.rule;

import org.jspecify.annotations.NullMarked;
