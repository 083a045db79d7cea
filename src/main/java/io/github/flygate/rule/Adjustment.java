package io.github.flygate.rule;

/**
 * Another severity for a rule in some files.
 *
 * @param rule id or alias
 * @param severity id, or {@code off}
 * @param path glob over paths relative to the project's folder, such as {@code db/archive/**}
 */
public record Adjustment(String rule, String severity, String path) {}
