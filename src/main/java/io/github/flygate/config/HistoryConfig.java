package io.github.flygate.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is asked about the migrations as a whole.
 *
 * @param fromNothing whether head is also built in an empty database and compared with base and pending migrations; it
 *     costs what all migrations cost
 * @param also other branches that are not merged yet, whose new migrations may come into the way
 * @param file an exported {@code flyway_schema_history}, such as production's; it need not exist
 * @param base one whose applied migrations are the base
 */
public record HistoryConfig(boolean fromNothing, List<String> also, Optional<Path> file, Optional<Path> base) {
    public HistoryConfig {
        also = List.copyOf(also);
    }

    static HistoryConfig read(Effective from, Path project) {
        return new HistoryConfig(
                from.flag("history.fromNothing", false),
                from.list("history.also", List.of()),
                from.optional("history.file").map(project::resolve),
                from.optional("base.history").map(project::resolve));
    }
}
