package io.github.flygate.migration;

import java.util.Comparator;
import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/**
 * A migration or callback in a tree, not yet read.
 *
 * @param conf the {@code .conf} file beside it; null when there is none
 */
record Found(Names.Name name, String script, Tree.File file, Tree.@Nullable File conf) {

    /** Versioned ascending, then repeatables by description. */
    static final Comparator<Found> FLYWAYS_ORDER = Comparator.comparing(
                    Found::version, Comparator.nullsLast(Comparator.<MigrationVersion>naturalOrder()))
            .thenComparing(found -> found.kind() != Migration.Kind.BASELINE)
            .thenComparing(Found::description)
            .thenComparing(Found::script);

    Migration.Kind kind() {
        return name.kind();
    }

    @Nullable MigrationVersion version() {
        return name.version();
    }

    String description() {
        return name.description();
    }

    String path() {
        return file.path();
    }

    String confBlob() {
        return conf == null ? "" : conf.blob();
    }

    /** Whether both hold the same bytes, apart from line ends that git converts. */
    boolean sameContent(Found other) {
        return same(file, other.file)
                && Optional.ofNullable(conf).isPresent()
                        == Optional.ofNullable(other.conf).isPresent()
                && (conf == null || other.conf == null || same(conf, other.conf));
    }

    private static boolean same(Tree.File one, Tree.File two) {
        String other = two.blob();
        return one.blob().equals(other) || one.blobWithoutCarriageReturns().equals(other);
    }

    Migration migration(Texts texts) {
        MigrationVersion version = name.version();
        return new Migration(
                kind(),
                script,
                path(),
                file.onDisk(),
                version == null ? "" : String.valueOf(version.getVersion()),
                name.description(),
                texts.source(this));
    }
}
