package io.github.flygate.migration;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlywaySettings;
import io.github.flygate.model.GateReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/** One project with its settings, ready to be searched. */
final class Search {
    final Path project;
    final FlywaySettings flyway;
    final Names names;
    final Texts texts;
    final Locations locations;
    final WorkingTree tree;

    Search(Path project, FlywaySettings flyway) {
        this.project = project.toAbsolutePath().normalize();
        this.flyway = flyway;
        this.names = new Names(flyway, FlywayConfigurations.of(flyway, MigrationFinder.class.getClassLoader()));
        this.texts = new Texts(flyway, new Checksums(flyway));
        this.locations = Locations.of(this.project, flyway);
        this.tree = new WorkingTree(this.project);
    }

    Scan head() {
        Scan head = Scan.of(tree, locations, flyway, names);
        if (head.migrations().isEmpty()) {
            throw NothingFound.in(project, locations, head.lookAlikes(), names);
        }
        return head.withValidNames(flyway, names).withoutDuplicates(texts, ErrorCode.MIGRATIONS);
    }

    List<Migration> migrations(List<Found> found) {
        return found.stream().map(each -> each.migration(texts)).toList();
    }

    /** A location that is not there is worth a word, unless another folder stands for the same setting. */
    List<String> notes(Scan head) {
        List<String> notes = new ArrayList<>(head.notes());
        for (Locations.Folder folder : head.missing()) {
            boolean elsewhere = locations.folders().stream()
                    .anyMatch(other -> other.configured().equals(folder.configured()) && tree.hasFolder(other.root()));
            if (!elsewhere) {
                notes.add("location " + folder.configured() + " does not exist; Flyway ignores it");
            }
        }
        notes.addAll(LocationNotes.of(project, flyway, locations, head));
        return notes;
    }

    private static List<LookAlike> lookAlikes(Scan base, Scan head) {
        return head.lookAlikes().stream()
                .map(one -> new LookAlike(
                        one.kind(), one.file(), one.reason(), base.lookAlikes().contains(one)))
                .toList();
    }

    MigrationPlan plan(
            String ref,
            String commit,
            Scan base,
            Scan head,
            List<Found> pending,
            List<Change> edited,
            List<Skew> skews,
            List<String> notes) {
        String highest = "";
        for (Found found : base.migrations()) {
            @Nullable MigrationVersion version = found.version();
            highest = version == null ? highest : String.valueOf(version.getVersion());
        }
        return new MigrationPlan(
                new GateReport.Base(ref, commit, highest, base.migrations().size()),
                migrations(base.migrations()),
                migrations(head.migrations()),
                migrations(pending),
                edited,
                lookAlikes(base, head),
                skews,
                BaseKey.lineage(project, flyway, base.migrations(), base.callbacks()),
                migrations(base.callbacks()),
                migrations(head.callbacks()),
                notes);
    }
}
