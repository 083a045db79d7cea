package io.github.flygate.config;

/**
 * What is asked about the migrations as a whole.
 *
 * @param fromNothing whether head is also built in an empty database and compared with base and pending migrations; it
 *     costs what all migrations cost
 */
public record HistoryConfig(boolean fromNothing) {
    static HistoryConfig read(Effective from) {
        return new HistoryConfig(from.flag("history.fromNothing", false));
    }
}
