package io.github.flygate.migration;

import io.github.flygate.model.FlywaySettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.MigrationVersion;

/** Files that somebody names, instead of locations that are searched. */
public final class GivenFiles {
    private static final Set<Migration.Kind> MIGRATIONS =
            Set.of(Migration.Kind.SQL, Migration.Kind.BASELINE, Migration.Kind.REPEATABLE);

    private static final Comparator<Named> FLYWAYS_ORDER = Comparator.comparing(
                    (Named file) -> file.name().version(),
                    Comparator.nullsLast(Comparator.<MigrationVersion>naturalOrder()))
            .thenComparing(file -> file.name().description());

    private GivenFiles() {}

    private record Named(Path file, Names.Name name) {}

    /**
     * Files in the order in which Flyway would apply them, which no shell and no hook knows: {@code V10__b.sql} comes after
     * {@code V9__a.sql}. In the order given when one of them is no migration by its name.
     */
    public static List<Path> inOrder(List<Path> files, FlywaySettings flyway) {
        if (files.size() < 2) {
            return List.copyOf(files);
        }
        Names names = new Names(flyway, FlywayConfigurations.of(flyway, GivenFiles.class.getClassLoader()));
        List<Named> named = new ArrayList<>();
        for (Path file : files) {
            Path last = file.getFileName();
            Optional<Names.Name> name = last == null ? Optional.empty() : names.sql(last.toString());
            if (name.filter(known -> MIGRATIONS.contains(known.kind())).isEmpty()) {
                return List.copyOf(files);
            }
            named.add(new Named(file, name.get()));
        }
        return named.stream().sorted(FLYWAYS_ORDER).map(Named::file).toList();
    }
}
