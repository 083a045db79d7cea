package io.github.flygate.history;

import io.github.flygate.fact.HistoryProblem;

/**
 * A problem and where it is.
 *
 * @param file the migration's, or what stands for it; the problem is the whole file's
 */
public record Problem(HistoryProblem fact, String file) {}
