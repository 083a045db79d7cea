package io.github.flygate.migration;

import io.github.flygate.model.FlywaySettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/** Base against head: what is pending, and what became of the migrations that are already applied. */
final class Comparison {
    private final FlywaySettings flyway;
    private final Texts texts;
    private final List<Found> pending = new ArrayList<>();
    private final List<Change> edited = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Comparison(FlywaySettings flyway, Texts texts) {
        this.flyway = flyway;
        this.texts = texts;
    }

    static Comparison of(Scan base, Scan head, FlywaySettings flyway, Texts texts) {
        Comparison comparison = new Comparison(flyway, texts);
        comparison.run(base.migrations(), head.migrations());
        return comparison;
    }

    List<Found> pending() {
        return pending;
    }

    List<Change> edited() {
        return edited;
    }

    List<String> notes() {
        return notes;
    }

    private void run(List<Found> base, List<Found> head) {
        Map<String, Found> old = new HashMap<>();
        base.forEach(found -> old.put(key(found), found));
        for (Found found : head) {
            Found before = old.remove(key(found));
            if (before != null) {
                compare(before, found);
            } else if (found.kind() == Migration.Kind.BASELINE) {
                notes.add(found.path() + " is a baseline migration: Flyway runs it on an empty schema only");
            } else {
                pending.add(found);
            }
        }
        base.stream().filter(found -> old.containsKey(key(found))).forEach(found -> missing(found, head));
    }

    /** Equal for two files that Flyway would take for one migration. */
    static String key(Found found) {
        MigrationVersion version = found.version();
        String kind = found.kind() == Migration.Kind.BASELINE ? "B" : "";
        return version == null ? "R " + found.description() : kind + Versions.normal(version);
    }

    private static @Nullable MigrationVersion highest(List<Found> migrations) {
        MigrationVersion highest = null;
        for (Found found : migrations) {
            highest = found.version() == null ? highest : found.version();
        }
        return highest;
    }

    private void compare(Found before, Found now) {
        if (before.kind().isJava() != now.kind().isJava()) {
            edit(
                    Change.Kind.TYPE,
                    now,
                    language(before),
                    language(now),
                    "was " + language(before) + " and is " + language(now) + " now; Flyway refuses it (type mismatch)");
        } else if (!before.description().equals(now.description())) {
            edit(
                    Change.Kind.DESCRIPTION,
                    now,
                    before.description(),
                    now.description(),
                    "its description was \"" + before.description() + "\" and is \"" + now.description()
                            + "\"; Flyway refuses it (description mismatch)");
        }
        boolean same = now.sameContent(before);
        if (now.kind() == Migration.Kind.REPEATABLE
                && (!same || FlywayPlaceholders.namesTimestamp(text(now.file()), flyway))) {
            repeatable(before, now, same);
        } else if (!same && now.kind().isJava() && before.kind().isJava()) {
            java(before, now);
        } else if (!same && !now.kind().isJava() && !before.kind().isJava()) {
            versioned(before, now);
        }
    }

    private static String language(Found found) {
        return found.kind().isJava() ? "Java" : "SQL";
    }

    private void repeatable(Found before, Found now, boolean same) {
        if (same) {
            notes.add(now.path() + " is pending because ${flyway:timestamp} gives it a new checksum each time");
            pending.add(now);
            return;
        }
        Migration.Source source = texts.source(now);
        int applied = texts.source(before).checksum();
        // Flyway takes the checksum of the text before replacement as equal.
        if (source.checksum() != applied && Checksums.raw(source.content()) != applied) {
            pending.add(now);
        } else if (!Checksums.lines(source.content()).equals(Checksums.lines(texts.content(before)))) {
            edit(
                    Change.Kind.LINES,
                    now,
                    "",
                    "",
                    "lines were joined or split; the checksum is the same, so Flyway does not run it again");
        }
    }

    private void java(Found before, Found now) {
        JavaChange change = JavaChange.of(before, now);
        switch (change.outcome()) {
            case SAME -> {}
            case EMPTIED -> notes.add(now.path() + " " + change.says());
            case PENDING -> pending.add(now);
            case CHANGED -> edit(Change.Kind.JAVA, now, "", "", change.says());
            case CHECKSUM_MAYBE -> edit(Change.Kind.JAVA_CHECKSUM, now, "", "", change.says());
            case CHECKSUM -> edit(Change.Kind.CHECKSUM, now, change.was(), change.becomes(), change.says());
        }
    }

    private void versioned(Found before, Found now) {
        Migration.Source head = texts.source(now);
        Migration.Source base = texts.source(before);
        if (head.checksum() != base.checksum()) {
            edit(
                    now.kind() == Migration.Kind.BASELINE ? Change.Kind.BASELINE : Change.Kind.CHECKSUM,
                    now,
                    Integer.toString(base.checksum()),
                    Integer.toString(head.checksum()),
                    "its content changed (checksum " + base.checksum() + " to " + head.checksum() + "); "
                            + (now.kind() == Migration.Kind.BASELINE
                                    ? "Flyway does not run it where it is applied"
                                    : "Flyway refuses it (checksum mismatch)"));
        } else if (!Checksums.lines(head.content()).equals(Checksums.lines(base.content()))) {
            edit(
                    Change.Kind.LINES,
                    now,
                    "",
                    "",
                    "lines were joined or split, which the checksum does not show; Flyway does not notice");
        } else if (!head.conf().equals(base.conf())) {
            edit(
                    Change.Kind.CONF,
                    now,
                    base.conf().strip(),
                    head.conf().strip(),
                    "its .conf file changed; Flyway does not notice");
        }
    }

    private void missing(Found gone, List<Found> head) {
        if (gone.kind() == Migration.Kind.BASELINE) {
            edit(Change.Kind.BASELINE, gone, gone.path(), "", "was deleted; it matters for empty schemas only");
            return;
        }
        MigrationVersion version = gone.version();
        MigrationVersion top = highest(head);
        boolean future = version != null && (top == null || version.compareTo(top) > 0);
        String state = future ? "future" : "missing";
        boolean ignored = flyway.ignoreMigrationPatterns().stream()
                .map(pattern -> pattern.strip().toLowerCase(Locale.ROOT))
                .anyMatch(pattern -> pattern.equals("*:" + state)
                        || pattern.equals((version == null ? "repeatable:" : "versioned:") + state));
        Optional<Found> renamed =
                pending.stream().filter(found -> found.sameContent(gone)).findFirst();
        Change.Kind kind = renamed.isPresent() ? Change.Kind.RENAMED : Change.Kind.DELETED;
        edit(
                ignored ? Change.Kind.GONE_IGNORED : kind,
                gone,
                gone.path(),
                renamed.map(Found::path).orElse(""),
                renamed.map(found -> "was renamed to " + found.path()).orElse("was deleted") + "; "
                        + (ignored
                                ? "Flyway ignores that, as ignoreMigrationPatterns says"
                                : "Flyway refuses it (applied migration not resolved)"));
    }

    private static String text(Tree.File file) {
        return new String(file.bytes(), StandardCharsets.UTF_8);
    }

    private void edit(Change.Kind kind, Found found, String was, String becomes, String says) {
        MigrationVersion version = found.version();
        edited.add(new Change(
                kind,
                found.path(),
                found.script(),
                version == null ? "" : String.valueOf(version.getVersion()),
                was,
                becomes,
                says));
    }
}
