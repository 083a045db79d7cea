package io.github.flygate.migration;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Flyway would find in a tree.
 *
 * @param migrations in Flyway's order
 * @param lookAlikes taken for themselves: not compared with another tree
 * @param missing locations that do not exist
 * @param notes about what lies there and is not run here
 */
record Scan(
        List<Found> migrations,
        List<Found> callbacks,
        List<LookAlike> lookAlikes,
        List<Locations.Folder> missing,
        List<String> notes) {
    Scan {
        migrations = List.copyOf(migrations);
        callbacks = List.copyOf(callbacks);
        lookAlikes = List.copyOf(lookAlikes);
        missing = List.copyOf(missing);
        notes = List.copyOf(notes);
    }

    static Scan of(Tree tree, Locations locations, FlywaySettings flyway, Names names) {
        Walk walk = new Walk(tree, flyway, names);
        locations.folders().forEach(walk::folder);
        locations.packages().forEach(walk::sources);
        return walk.result();
    }

    /** Refuses what Flyway refuses: two files of one version, of one repeatable description, of one callback. */
    Scan withoutDuplicates(ErrorCode code) {
        Map<String, Found> seen = new HashMap<>();
        for (Found found : migrations) {
            String what = found.version() == null
                    ? "repeatable migration " + found.description()
                    : (found.kind() == Migration.Kind.BASELINE ? "baseline version " : "version ")
                            + Versions.normal(found.version());
            refuse(seen.put(what, found), found, what, code);
        }
        for (Found found : callbacks) {
            String name = found.file().name();
            refuse(seen.put("callback " + name, found), found, "callback " + name, code);
        }
        return this;
    }

    private static void refuse(
            @org.jspecify.annotations.Nullable Found earlier, Found found, String what, ErrorCode code) {
        if (earlier != null) {
            throw new FlygateException(
                    code,
                    what + " is there twice: " + earlier.path() + " and " + found.path(),
                    "Flyway refuses both. Give one of them another version or description (1, 01 and 1.0 are the same).");
        }
    }

    Scan withValidNames(FlywaySettings flyway) {
        if (flyway.validateMigrationNaming() && !lookAlikes.isEmpty()) {
            throw new FlygateException(
                    ErrorCode.MIGRATIONS,
                    "Flyway refuses these names: "
                            + String.join(
                                    "; ",
                                    lookAlikes.stream().map(LookAlike::toString).toList()),
                    "validateMigrationNaming is set: rename the files, or move them out of the locations.");
        }
        return this;
    }

    private static final class Walk {
        private final Tree tree;
        private final FlywaySettings flyway;
        private final Names names;
        private final List<Found> migrations = new ArrayList<>();
        private final List<Found> callbacks = new ArrayList<>();
        private final List<LookAlike> lookAlikes = new ArrayList<>();
        private final List<Locations.Folder> missing = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final Set<String> seen = new LinkedHashSet<>();

        Walk(Tree tree, FlywaySettings flyway, Names names) {
            this.tree = tree;
            this.flyway = flyway;
            this.names = names;
        }

        void folder(Locations.Folder folder) {
            if (!tree.hasFolder(folder.root())) {
                missing.add(folder);
                return;
            }
            Map<String, Tree.File> files = new HashMap<>();
            List<Tree.File> listed = tree.files(folder.root());
            listed.forEach(file -> files.put(file.path(), file));
            for (Tree.File file : listed) {
                Optional<String> script = folder.script(file.path());
                if (script.isPresent() && counts(folder, file) && seen.add(file.path())) {
                    file(file, script.get(), Optional.ofNullable(files.get(file.path() + ".conf")));
                }
            }
        }

        private boolean counts(Locations.Folder folder, Tree.File file) {
            return !folder.callbacksOnly()
                    || names.sql(file.name())
                            .filter(name -> name.kind() == Migration.Kind.CALLBACK)
                            .isPresent();
        }

        private void file(Tree.File file, String script, Optional<Tree.File> conf) {
            Optional<Names.Name> name = names.sql(file.name());
            if (name.isPresent()) {
                add(new Found(name.get(), script, file, conf.orElse(null)));
            } else if (names.isScriptMigration(file.name())) {
                notes.add(file.path() + " is a script migration: Flyway starts it as a program, flygate does not");
            } else {
                names.lookAlike(file.name())
                        .ifPresent(reason -> lookAlikes.add(new LookAlike(file.path(), reason, false)));
            }
        }

        private void add(Found found) {
            if (found.kind() != Migration.Kind.CALLBACK) {
                migrations.add(found);
            } else if (!flyway.skipDefaultCallbacks()) {
                callbacks.add(found);
            }
        }

        void sources(Locations.SourceFolder source) {
            for (Tree.File file : tree.files(source.folder())) {
                int dot = file.name().lastIndexOf('.');
                if (dot < 0 || !JavaSources.isSource(file.name())) {
                    continue;
                }
                Optional<Names.Name> name = Names.java(file.name().substring(0, dot));
                String below = file.path().substring(source.sourceRoot().length() + 1);
                String className = below.substring(0, below.lastIndexOf('.')).replace('/', '.');
                if (name.isPresent() && seen.add(className)) {
                    migrations.add(new Found(name.get(), className, file, null));
                }
            }
        }

        Scan result() {
            migrations.sort(Found.FLYWAYS_ORDER);
            return new Scan(migrations, callbacks, lookAlikes, missing, notes);
        }
    }
}
