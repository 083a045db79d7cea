package io.github.flygate.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.flywaydb.core.api.MigrationState;

/** How often what was compared, for each version of Flyway. */
final class Tally {
    private final Set<String> versions = new LinkedHashSet<>();
    private final Map<String, Map<String, Integer>> counts = new TreeMap<>();

    synchronized void add(String version, Said flyway) {
        count(version, "pairs");
        flyway.info().forEach(line -> count(version, (refused(line) ? "info " : "state ") + first(line)));
        flyway.validate().forEach(line -> count(version, "validate " + first(line)));
        flyway.migrate().forEach(line -> count(version, "migrate " + first(line)));
        if (flyway.migrate().isEmpty()) {
            count(version, flyway.written().isEmpty() ? "migrate: nothing to do" : "migrate: applied");
        }
        flyway.written().forEach(row -> count(version, "row written by migrate"));
    }

    synchronized void known(String version, KnownDifference difference) {
        count(version, "known difference " + difference);
    }

    synchronized void disagreement(String version) {
        count(version, "**disagreements**");
    }

    private static boolean refused(String line) {
        return line.startsWith(FlywayAgent.REFUSED);
    }

    private static String first(String line) {
        return line.substring(0, line.indexOf('|'));
    }

    private void count(String version, String what) {
        versions.add(version);
        counts.computeIfAbsent(what, key -> new TreeMap<>()).merge(version, 1, Integer::sum);
    }

    /** States that Flyway has and nothing has shown. */
    synchronized Set<String> unseen(String version) {
        Set<String> unseen = new TreeSet<>();
        for (MigrationState state : MigrationState.values()) {
            if (!counts.getOrDefault("state " + state.name(), Map.of()).containsKey(version)) {
                unseen.add(state.name());
            }
        }
        return unseen;
    }

    synchronized void write(Path file) throws IOException {
        counts.computeIfAbsent("**disagreements**", key -> new TreeMap<>());
        StringBuilder table = new StringBuilder("| Real Flyway says | ")
                .append(String.join(" | ", versions))
                .append(" |\n| --- ")
                .append("| ---: ".repeat(versions.size()))
                .append("|\n");
        for (Map.Entry<String, Map<String, Integer>> row : counts.entrySet()) {
            List<String> cells = versions.stream()
                    .map(version -> String.valueOf(row.getValue().getOrDefault(version, 0)))
                    .toList();
            table.append("| ")
                    .append(row.getKey())
                    .append(" | ")
                    .append(String.join(" | ", cells))
                    .append(" |\n");
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, table);
    }
}
