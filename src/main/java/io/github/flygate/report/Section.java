package io.github.flygate.report;

import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.GateReport.MigrationReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that there is to say about one statement, or about one place where no statement stands.
 *
 * @param site empty for findings about a file, a setting or an object that no pending statement names
 */
record Section(String file, int line, Optional<Site> site, List<Entry> entries) {
    Section {
        entries = List.copyOf(entries);
    }

    private record Key(int line, int column, int number) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparingInt(Key::line).thenComparingInt(Key::column).thenComparingInt(Key::number);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private record Draft(String file, int line, Optional<Site> site, List<Finding> findings) {}

    /** Pending migrations in the order in which Flyway runs them, then other files; each in statement order. */
    static List<Section> of(DatabaseReport database, List<Finding> findings) {
        Map<String, List<Site>> sites = Site.byFile(database);
        Map<String, Map<Key, Draft>> files = new LinkedHashMap<>();
        for (MigrationReport migration : database.migrations()) {
            files.put(migration.file(), new TreeMap<>());
        }
        for (Finding finding : findings) {
            Optional<Site> site = Site.of(finding, sites);
            files.computeIfAbsent(finding.span().file(), file -> new TreeMap<>())
                    .computeIfAbsent(
                            key(finding, site),
                            key -> new Draft(finding.span().file(), line(finding, site), site, new ArrayList<>()))
                    .findings()
                    .add(finding);
        }
        return files.values().stream()
                .flatMap(file -> file.values().stream())
                .map(draft -> new Section(draft.file(), draft.line(), draft.site(), Entry.of(draft.findings())))
                .toList();
    }

    private static Key key(Finding finding, Optional<Site> site) {
        return site.map(found -> new Key(
                        found.statement().span().line(),
                        found.statement().span().column(),
                        found.number()))
                .orElseGet(() -> new Key(finding.span().line(), finding.span().column(), -1));
    }

    private static int line(Finding finding, Optional<Site> site) {
        return site.map(found -> found.statement().span().line())
                .orElseGet(() -> finding.span().line());
    }

    /** Such as {@code db/V42__orders.sql:3}. */
    String place() {
        return file + ":" + line;
    }
}
