package io.github.flygate.migration;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;

/** Finds what is applied and what is pending. */
public final class MigrationFinder {
    private static final int VERSIONS_SHOWN = 5;

    private final Map<String, String> environment;

    /** @param environment the CI system's variables, in which the pull request's base is looked up */
    public MigrationFinder(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** As {@link #plan(Path, FlywaySettings, Optional, Optional, List)}, without other branches. */
    public MigrationPlan plan(
            Path project, FlywaySettings flyway, Optional<String> baseRef, Optional<String> baseVersion) {
        return plan(project, flyway, baseRef, baseVersion, List.of());
    }

    /**
     * Compares the working tree with the base: the merge base of a git ref and HEAD, or everything up to a version.
     *
     * @param baseRef empty for the pull request's base in CI, else the remote's default branch
     * @param baseVersion takes the place of git
     * @param also other branches whose new migrations may come into the way
     * @throws FlygateException with code MIGRATIONS for files that cannot be found, named or read, BASE when the base
     *     cannot be determined or read, SQL when a placeholder of a changed repeatable has no value
     */
    public MigrationPlan plan(
            Path project,
            FlywaySettings flyway,
            Optional<String> baseRef,
            Optional<String> baseVersion,
            List<String> also) {
        if (baseRef.isPresent() && baseVersion.isPresent()) {
            throw new FlygateException(
                    ErrorCode.CONFIGURATION,
                    "the base is given twice: as ref " + baseRef.get() + " and as version " + baseVersion.get(),
                    "Give one of them.");
        }
        Search search = new Search(project, flyway);
        Scan head = search.head();
        return baseVersion
                .map(version -> ofVersion(search, head, version))
                .orElseGet(() -> ofGit(search, head, baseRef, also));
    }

    /**
     * The working tree without what is pending as the base; git is not looked at.
     *
     * @param asked what the base is called
     * @param pending of all migrations the scripts of those that are not applied
     */
    public MigrationPlan plan(
            Path project, FlywaySettings flyway, String asked, Function<List<Migration>, Set<String>> pending) {
        Search search = new Search(project, flyway);
        Scan head = search.head();
        Set<String> open = pending.apply(search.migrations(head.migrations()));
        return split(search, head, asked, found -> !open.contains(found.script()));
    }

    /** All migrations of the working tree, in Flyway's order; git is not looked at. */
    public List<Migration> head(Path project, FlywaySettings flyway) {
        Search search = new Search(project, flyway);
        return search.migrations(search.head().migrations());
    }

    /** As {@link #head}, with what Flyway refuses left in: duplicates, invalid names, nothing at all. */
    public List<Migration> asFound(Path project, FlywaySettings flyway) {
        Search search = new Search(project, flyway);
        return search.migrations(
                Scan.of(search.tree, search.locations, flyway, search.names).migrations());
    }

    /** Every migration of the working tree as the base, and nothing pending; git is not looked at. */
    public MigrationPlan workingTree(Path project, FlywaySettings flyway) {
        Search search = new Search(project, flyway);
        Scan head = search.head();
        return search.plan("", "", head, head, List.of(), List.of(), List.of(), search.notes(head));
    }

    /** Files in the locations that look like migrations and that Flyway ignores, as {@code path: reason}. */
    public List<String> lookAlikes(Path project, FlywaySettings flyway) {
        Search search = new Search(project, flyway);
        return Scan.of(search.tree, search.locations, flyway, search.names).lookAlikes().stream()
                .map(LookAlike::toString)
                .toList();
    }

    /**
     * Any SQL file as a migration of its own.
     *
     * @param displayName the name in findings
     * @param path a {@code .conf} file beside it counts
     * @throws FlygateException with code MIGRATIONS and file:line when it is not in the encoding that Flyway expects
     */
    public static Migration file(String displayName, Path path, byte[] content, FlywaySettings flyway) {
        String script = displayName.substring(displayName.replace('\\', '/').lastIndexOf('/') + 1);
        Path confFile = path.resolveSibling(path.getFileName() + ".conf");
        String conf = Files.isRegularFile(confFile) ? read(confFile) : "";
        String text = new Texts(flyway, new Checksums(flyway)).content(displayName, content, conf);
        return new Migration(Migration.Kind.SQL, script, displayName, path, "", "", new Migration.Source() {
            @Override
            public int checksum() {
                return Checksums.raw(text);
            }

            @Override
            public String content() {
                return text;
            }

            @Override
            public String conf() {
                return conf;
            }
        });
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            throw new FlygateException(
                    ErrorCode.MIGRATIONS, file + " cannot be read: " + e.getMessage(), "Check its permissions.", e);
        }
    }

    private MigrationPlan ofGit(Search search, Scan found, Optional<String> baseRef, List<String> also) {
        GitBase git = GitBase.find(search.project, new GitRefs.Asked(baseRef, environment), also);
        Scan head = found.with(OutsideFiles.in(search.project, git.tree(), search.locations, search.names));
        MovedFolders moved = MovedFolders.in(git.tree(), search.locations, head);
        Locations locations = new Locations(moved.folders(), search.locations.packages());
        Scan base = Scan.of(git.tree(), locations, search.flyway, search.names)
                .withoutDuplicates(search.texts, ErrorCode.BASE);
        Comparison comparison = Comparison.of(base, head, search.flyway, search.texts);
        List<String> notes = new ArrayList<>(moved.notes());
        notes.addAll(search.notes(head));
        notes.addAll(comparison.notes());
        Skews skews = new Skews(base, comparison.pending());
        List<Skew> others = new ArrayList<>(
                skews.with(Scan.of(git.tip(), locations, search.flyway, search.names), git.ref(), true));
        git.others()
                .forEach((ref, tree) ->
                        others.addAll(skews.with(Scan.of(tree, locations, search.flyway, search.names), ref, false)));
        return search.plan(
                git.ref(), git.commit(), base, head, comparison.pending(), comparison.edited(), others, notes);
    }

    private MigrationPlan ofVersion(Search search, Scan head, String asked) {
        MigrationVersion limit = limit(asked, head);
        return split(search, head, asked, found -> {
            MigrationVersion version = found.version();
            return version != null && version.compareTo(limit) <= 0;
        });
    }

    private static MigrationPlan split(Search search, Scan head, String asked, Predicate<Found> isApplied) {
        List<Found> applied = new ArrayList<>();
        List<Found> pending = new ArrayList<>();
        for (Found found : head.migrations()) {
            if (isApplied.test(found)) {
                applied.add(found);
            } else if (found.kind() != Migration.Kind.BASELINE) {
                pending.add(found);
            }
        }
        Scan base = new Scan(applied, head.callbacks(), List.of(), List.of(), List.of());
        return search.plan(asked, "", base, head, pending, List.of(), List.of(), search.notes(head));
    }

    private static MigrationVersion limit(String asked, Scan head) {
        List<Found> versioned = head.migrations().stream()
                .filter(found -> found.version() != null)
                .toList();
        try {
            MigrationVersion wanted = MigrationVersion.fromVersion(asked.strip());
            if (versioned.stream().anyMatch(found -> wanted.equals(found.version()))) {
                return wanted;
            }
        } catch (FlywayException e) {
            // no version at all: the same answer
        }
        List<String> highest = versioned.stream()
                .map(found -> String.valueOf(found.version()))
                .distinct()
                .toList();
        throw new FlygateException(
                ErrorCode.BASE,
                "base version " + asked + " is no version of these migrations; the highest are "
                        + String.join(
                                ", ", highest.subList(Math.max(0, highest.size() - VERSIONS_SHOWN), highest.size())),
                "Give the highest version that production has.");
    }
}
