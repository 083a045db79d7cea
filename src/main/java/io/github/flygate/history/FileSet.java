package io.github.flygate.history;

import io.github.flygate.migration.Migration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.migration.baseline.BaselineMigrationType;
import org.flywaydb.core.api.migration.baseline.BaselineResolvedMigration;
import org.flywaydb.core.api.resolver.MigrationResolver;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.flywaydb.core.extensibility.AppliedMigration;
import org.flywaydb.core.extensibility.MigrationType;
import org.flywaydb.core.internal.resolver.ResolvedMigrationImpl;
import org.flywaydb.core.internal.resource.StringResource;
import org.flywaydb.core.internal.sqlscript.SqlScriptMetadata;
import org.jspecify.annotations.Nullable;

/** Migrations as Flyway's resolvers would give them. */
final class FileSet implements MigrationResolver {
    private final ForecastRequest request;
    private final List<ResolvedMigration> resolved = new ArrayList<>();
    private final IdentityHashMap<ResolvedMigration, Migration> files = new IdentityHashMap<>();
    private final Map<Key, Optional<Integer>> checksums = new HashMap<>();
    private final Set<Key> unknown = new HashSet<>();

    FileSet(ForecastRequest request) {
        this.request = request;
    }

    /** Under what a row finds its file. */
    private record Key(
            @Nullable MigrationVersion version, @Nullable MigrationType type, String description) {
        static Key of(@Nullable MigrationVersion version, MigrationType type, String description) {
            return version == null ? new Key(null, null, description) : new Key(version, type, "");
        }
    }

    @Override
    public Collection<ResolvedMigration> resolveMigrations(Context context) {
        // A file that Flyway refuses ends one command after the other, each at the same place.
        resolved.clear();
        for (Migration migration : request.migrations()) {
            if (migration.kind() != Migration.Kind.CALLBACK) {
                resolve(migration, context.configuration);
            }
        }
        return resolved;
    }

    private void resolve(Migration migration, Configuration flyway) {
        if (!migration.conf().isEmpty()) {
            // Unknown keys, and those of paid editions, end every command.
            SqlScriptMetadata.fromResource(new StringResource(migration.conf()), null, flyway);
        }
        @Nullable MigrationVersion version =
                migration.version().isEmpty() ? null : MigrationVersion.fromVersion(migration.version());
        @Nullable Integer checksum = checksum(migration);
        ResolvedMigrationImpl one = migration.kind() == Migration.Kind.BASELINE
                ? new BaselineResolvedMigration(
                        version,
                        migration.description(),
                        migration.script(),
                        checksum,
                        null,
                        migration.path().toString(),
                        null,
                        flyway)
                : new ResolvedMigrationImpl(
                        version,
                        migration.description(),
                        migration.script(),
                        checksum,
                        migration.kind() == Migration.Kind.REPEATABLE ? migration.rawChecksum() : null,
                        type(migration.kind()),
                        migration.path().toString(),
                        null);
        resolved.add(one);
        files.put(one, migration);
        Key key = Key.of(version, one.getType(), one.getDescription());
        checksums.put(key, Optional.ofNullable(checksum));
        if (migration.kind().isJava() && !request.javaChecksums().containsKey(migration.script())) {
            unknown.add(key);
        }
    }

    private @Nullable Integer checksum(Migration migration) {
        if (!migration.kind().isJava()) {
            return migration.checksum();
        }
        Optional<Integer> known = request.javaChecksums().get(migration.script());
        return known == null ? null : known.orElse(null);
    }

    private static MigrationType type(Migration.Kind kind) {
        if (kind == Migration.Kind.BASELINE) {
            return BaselineMigrationType.SQL_BASELINE;
        }
        return kind.isJava() ? CoreMigrationType.JDBC : CoreMigrationType.SQL;
    }

    Optional<Migration> file(@Nullable ResolvedMigration migration) {
        return migration == null ? Optional.empty() : Optional.ofNullable(files.get(migration));
    }

    /** The checksum that a row is taken to have. */
    Optional<Integer> checksum(AppliedMigration row) {
        Key key = Key.of(row.getVersion(), row.getType(), row.getDescription());
        boolean own = request.checksumsKnown() && !unknown.contains(key);
        Optional<Integer> ofRow = Optional.ofNullable(row.getChecksum());
        return own ? ofRow : checksums.getOrDefault(key, ofRow);
    }
}
