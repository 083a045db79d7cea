package io.github.flygate.migration;

import io.github.flygate.model.FlywaySettings;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.api.MigrationVersion;

/** Names for migrations that come right behind another one, before whatever follows it. */
public final class NewNames {
    private static final int DEEPEST = 5;

    private NewNames() {}

    /**
     * File names with versions between that of a migration and the next one: {@code V5_1__x_2.sql} behind {@code V5__x.sql},
     * {@code V5_0_1__x_2.sql} where a version 5.1 is there.
     *
     * @param after a versioned SQL migration
     * @param head all migrations of the project
     * @return none when there is no room
     */
    public static List<String> behind(Migration after, List<Migration> head, FlywaySettings flyway, int count) {
        String name = fileName(after);
        int separator = name.indexOf(flyway.sqlMigrationSeparator());
        String suffix = flyway.sqlMigrationSuffixes().stream()
                .filter(name::endsWith)
                .findFirst()
                .orElse("");
        String prefix = flyway.sqlMigrationPrefix();
        if (separator < prefix.length() || suffix.isEmpty()) {
            return List.of();
        }
        String written = name.substring(prefix.length(), separator);
        String description = name.substring(separator, name.length() - suffix.length());
        String dot = written.contains(".") ? "." : "_";
        Set<MigrationVersion> taken = new HashSet<>();
        head.stream()
                .filter(migration -> !migration.version().isEmpty())
                .forEach(migration -> taken.add(MigrationVersion.fromVersion(migration.version())));
        for (int depth = 0; depth < DEEPEST; depth++) {
            String stem = written + (dot + "0").repeat(depth) + dot;
            if (isFree(stem, count, taken, MigrationVersion.fromVersion(written))) {
                List<String> names = new ArrayList<>();
                for (int i = 1; i <= count; i++) {
                    names.add(prefix + stem + i + description + "_" + (i + 1) + suffix);
                }
                return names;
            }
        }
        return List.of();
    }

    /** A migration that comes after all of these. */
    public static Migration last(Migration like, List<Migration> all, FlywaySettings flyway, String content) {
        BigInteger highest = all.stream()
                .filter(migration -> !migration.version().isEmpty())
                .map(migration ->
                        MigrationVersion.fromVersion(migration.version()).getMajor())
                .max(Comparator.naturalOrder())
                .orElse(BigInteger.ZERO);
        String name = flyway.sqlMigrationPrefix()
                + highest.add(BigInteger.ONE)
                + flyway.sqlMigrationSeparator()
                + "later"
                + flyway.sqlMigrationSuffixes().get(0);
        return written(like, name, flyway, content, "");
    }

    private static boolean isFree(String stem, int count, Set<MigrationVersion> taken, MigrationVersion first) {
        MigrationVersion last = MigrationVersion.fromVersion(stem + count);
        return taken.stream().noneMatch(version -> version.compareTo(first) > 0 && version.compareTo(last) <= 0);
    }

    private static String fileName(Migration migration) {
        return migration.script().substring(migration.script().lastIndexOf('/') + 1);
    }

    /**
     * A migration with another text, under another name in the same folder.
     *
     * @param name from {@link #behind}, or the old name
     * @param conf what is to stand in its {@code .conf} file; empty for none
     */
    public static Migration written(Migration like, String name, FlywaySettings flyway, String content, String conf) {
        String old = fileName(like);
        String version = like.version();
        if (!name.equals(old)) {
            String prefix = flyway.sqlMigrationPrefix();
            version = Versions.normal(MigrationVersion.fromVersion(
                    name.substring(prefix.length(), name.indexOf(flyway.sqlMigrationSeparator()))));
        }
        return new Migration(
                like.kind(),
                beside(like.script(), old, name),
                beside(like.file(), old, name),
                like.path().resolveSibling(name),
                version,
                name.equals(old) ? like.description() : description(name, flyway),
                Checksums.raw(content),
                content,
                conf);
    }

    private static String beside(String path, String old, String name) {
        return path.substring(0, path.length() - old.length()) + name;
    }

    private static String description(String name, FlywaySettings flyway) {
        int from = name.indexOf(flyway.sqlMigrationSeparator())
                + flyway.sqlMigrationSeparator().length();
        return name.substring(from, name.lastIndexOf('.')).replace('_', ' ');
    }
}
