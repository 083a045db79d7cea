package io.github.flygate.migration;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
        walk.folders(locations.folders());
        locations.packages().forEach(walk::sources);
        return walk.result();
    }

    /**
     * Refuses what Flyway refuses: two files of one version, of one repeatable description, of one callback. The same
     * script with the same content in two locations counts once, as it does for Flyway.
     */
    Scan withoutDuplicates(Texts texts, ErrorCode code) {
        Map<String, Found> seen = new HashMap<>();
        List<Found> single = new ArrayList<>();
        for (Found found : migrations) {
            boolean repeatable = found.version() == null;
            String what = repeatable
                    ? "repeatable migration " + found.description()
                    : (found.kind() == Migration.Kind.BASELINE ? "baseline version " : "version ")
                            + Versions.normal(found.version());
            @Nullable Found earlier = seen.putIfAbsent(what, found);
            if (earlier == null) {
                single.add(found);
            } else if (!isCopy(earlier, found, texts)) {
                throw twice(
                        code,
                        what,
                        earlier,
                        found,
                        " (DUPLICATE_" + (repeatable ? "REPEATABLE" : "VERSIONED") + "_MIGRATION)",
                        repeatable
                                ? "Give one of them another description."
                                : "Give the newer one a version of its own, above the highest (1, 01, 1.0 and 1_0 are"
                                        + " one version).");
            }
        }
        for (Found found : callbacks) {
            String name = "callback " + found.file().name();
            @Nullable Found earlier = seen.put(name, found);
            if (earlier != null) {
                throw twice(code, name, earlier, found, "", "Keep one, or put a description behind its name.");
            }
        }
        return new Scan(single, callbacks, lookAlikes, missing, notes);
    }

    private static boolean isCopy(Found one, Found other, Texts texts) {
        return !one.kind().isJava()
                && one.script().equals(other.script())
                && Checksums.lines(texts.content(one)).equals(Checksums.lines(texts.content(other)));
    }

    private static FlygateException twice(
            ErrorCode code, String what, Found one, Found other, String flywaysCode, String remedy) {
        return new FlygateException(
                code,
                what + " is there twice: " + one.path() + " and " + other.path(),
                "Flyway refuses both" + flywaysCode + ". " + remedy);
    }

    /** With what was found outside of the locations. */
    Scan with(List<LookAlike> outside) {
        List<LookAlike> all = new ArrayList<>(lookAlikes);
        all.addAll(outside);
        return new Scan(migrations, callbacks, all, missing, notes);
    }

    /** Refuses the names that {@code validateMigrationNaming} refuses, where it is set. */
    Scan withValidNames(FlywaySettings flyway, Names names) {
        List<String> refused = lookAlikes.stream()
                .filter(one -> one.kind() == LookAlike.Kind.SCRIPT && names.hasSuffix(one.file()))
                .map(LookAlike::toString)
                .toList();
        if (flyway.validateMigrationNaming() && !refused.isEmpty()) {
            throw new FlygateException(
                    ErrorCode.MIGRATIONS,
                    "Flyway refuses these names: " + String.join("; ", refused),
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

        void folders(List<Locations.Folder> folders) {
            Map<Locations.Folder, List<Tree.File>> listed = new LinkedHashMap<>();
            for (Locations.Folder folder : folders) {
                if (tree.hasFolder(folder.root())) {
                    listed.put(folder, tree.files(folder.root()));
                } else {
                    missing.add(folder);
                }
            }
            ScriptConfigs confs = new ScriptConfigs();
            listed.forEach((folder, files) ->
                    files.forEach(file -> folder.script(file.path()).ifPresent(script -> confs.add(script, file))));
            listed.forEach((folder, files) -> files.forEach(file -> folder.script(file.path())
                    .filter(script -> counts(folder, file) && seen.add(file.path()))
                    .ifPresent(script -> file(file, script, confs.of(script)))));
            lookAlikes.addAll(confs.unused(names, flyway.sqlMigrationSuffixes()));
        }

        private boolean counts(Locations.Folder folder, Tree.File file) {
            return !folder.callbacksOnly()
                    || names.sql(file.name())
                            .filter(name -> name.kind() == Migration.Kind.CALLBACK)
                            .isPresent();
        }

        private void file(Tree.File file, String script, Tree.@Nullable File conf) {
            Optional<Names.Name> name = names.sql(file.name());
            if (name.isPresent()) {
                add(new Found(name.get(), script, file, conf));
            } else if (names.isScriptMigration(file.name())) {
                notes.add(file.path() + " is a script migration: Flyway starts it as a program, flygate does not");
            } else {
                names.lookAlike(file.name())
                        .ifPresent(reason ->
                                lookAlikes.add(new LookAlike(LookAlike.Kind.SCRIPT, file.path(), reason, false)));
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
            boolean wholeProject = source.folder().equals(source.sourceRoot());
            for (Tree.File file : tree.files(source.folder())) {
                int dot = file.name().lastIndexOf('.');
                if (dot < 0 || !JavaSources.isSource(file.name())) {
                    continue;
                }
                String simpleName = file.name().substring(0, dot);
                String below = file.path().substring(source.sourceRoot().length() + 1);
                String className = below.substring(0, below.lastIndexOf('.')).replace('/', '.');
                boolean worthReading = !wholeProject || JavaClasses.namedLikeOne(simpleName);
                if (worthReading && seen.add(className)) {
                    source(file, simpleName, className);
                }
            }
        }

        private void source(Tree.File file, String simpleName, String className) {
            Optional<Names.Name> name = Names.java(simpleName);
            Optional<String> reason = JavaClasses.passedOver(simpleName, name.isPresent(), file);
            if (reason.isPresent()) {
                lookAlikes.add(new LookAlike(LookAlike.Kind.JAVA_CLASS, file.path(), reason.get(), false));
            } else if (name.isPresent()) {
                migrations.add(new Found(name.get(), className, file, null));
            } else if (JavaClasses.namesItself(simpleName, file)) {
                notes.add(file.path() + " implements JavaMigration itself: only the running class knows its version, so"
                        + " flygate does not run it");
            }
        }

        Scan result() {
            migrations.sort(Found.FLYWAYS_ORDER);
            return new Scan(migrations, callbacks, lookAlikes, missing, notes);
        }
    }
}
