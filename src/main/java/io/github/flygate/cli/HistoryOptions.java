package io.github.flygate.cli;

import io.github.flygate.config.ConfigLoader.Options.Given;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the migrations are compared with beside the base. */
final class HistoryOptions {
    @Option(
            names = "--also",
            paramLabel = "REF",
            description = "Another open branch, whose new migrations may come into the way. Repeatable.")
    private List<String> also = List.of();

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = {
                "An exported flyway_schema_history, such as production's: what `flygate facts export` writes, CSV or JSON."
            })
    private Optional<Path> history = Optional.empty();

    List<Given> given() {
        List<Given> given = new ArrayList<>();
        if (!also.isEmpty()) {
            given.add(new Given("history.also", String.join(",", also), "--also"));
        }
        history.ifPresent(file ->
                given.add(new Given("history.file", file.toAbsolutePath().toString(), "--history")));
        return given;
    }
}
