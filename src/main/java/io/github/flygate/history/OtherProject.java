package io.github.flygate.history;

import io.github.flygate.fact.HistoryProblem;
import io.github.flygate.history.Forecast.Entry;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.MigrationPlan;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.MigrationVersion;

/** Whether the wrong history was exported: one table among many, or another server. */
final class OtherProject {
    /** One row alone is a file that was renamed as likely as another project. */
    private static final int FEWEST_ROWS = 2;
    /** Every project has a {@code V1__init}; one file in ten may have its name by chance. */
    private static final int CHANCE = 10;

    private static final Set<String> MARKERS = Set.of("SCHEMA", "BASELINE", "DELETE");

    private OtherProject() {}

    /**
     * Present when rows and files hardly have a version with one name. Files above the highest row are not counted:
     * the history may be older.
     *
     * @param rows of the history, as Flyway sees them
     */
    static Optional<Problem> of(String history, List<Entry> rows, MigrationPlan plan) {
        List<Entry> applied = rows.stream()
                .filter(entry -> entry.row().isPresent() && !entry.version().isEmpty())
                .filter(entry -> !MARKERS.contains(entry.type().toUpperCase(Locale.ROOT)))
                .toList();
        Optional<MigrationVersion> highest = applied.stream()
                .map(entry -> MigrationVersion.fromVersion(entry.version()))
                .max(MigrationVersion::compareTo);
        if (applied.size() < FEWEST_ROWS || highest.isEmpty()) {
            return Optional.empty();
        }
        Set<Name> ofRows = new HashSet<>();
        applied.forEach(entry -> ofRows.addAll(names(entry)));
        Set<Name> ofFiles = new HashSet<>();
        plan.head().forEach(file -> ofFiles.addAll(names(file)));
        plan.applied().forEach(file -> ofFiles.addAll(names(file)));
        // A base that is not in git is made of what fits to the history.
        List<Migration> files = (plan.base().commit().isEmpty() ? plan.head() : plan.applied())
                .stream()
                        .filter(file -> file.kind() == Migration.Kind.SQL || file.kind() == Migration.Kind.JAVA)
                        .filter(file ->
                                MigrationVersion.fromVersion(file.version()).compareTo(highest.get()) <= 0)
                        .toList();
        long known = applied.stream()
                .filter(entry -> names(entry).stream().anyMatch(ofFiles::contains))
                .count();
        long found = files.stream()
                .filter(file -> names(file).stream().anyMatch(ofRows::contains))
                .count();
        boolean unlike = known * CHANCE <= applied.size() && found * CHANCE <= files.size();
        return unlike && !files.isEmpty()
                ? Optional.of(problem(history, known, applied.size(), found, files.size()))
                : Optional.empty();
    }

    /** A version under one of its names; {@code 1} and {@code 01} are one version. */
    private record Name(MigrationVersion version, String text) {}

    private static List<Name> names(Entry entry) {
        return names(entry.version(), entry.script(), entry.description());
    }

    private static List<Name> names(Migration file) {
        return file.version().isEmpty() ? List.of() : names(file.version(), file.script(), file.description());
    }

    /** By its description as well: the file may have moved, and some formats do not tell the script. */
    private static List<Name> names(String version, String script, String description) {
        MigrationVersion number = MigrationVersion.fromVersion(version);
        return List.of(
                new Name(number, "in " + script.substring(script.lastIndexOf('/') + 1)),
                new Name(number, "is " + description));
    }

    private static Problem problem(String history, long known, int rows, long found, int files) {
        return new Problem(
                new HistoryProblem(
                        "other-project",
                        "",
                        history,
                        "",
                        "",
                        "",
                        history + " seems to be the history of another project: of the " + rows
                                + " versions that it has applied " + (known == 0 ? "none" : known)
                                + " has a file of this name here, and of the " + files
                                + " files up to its highest "
                                + (found == 0 ? "none" : found) + " is in it",
                        "nothing else in it was compared",
                        "Export the history of the database that these files build; a server may have several, by"
                                + " schema and table."),
                history);
    }
}
