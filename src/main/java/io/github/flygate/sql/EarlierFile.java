package io.github.flygate.sql;

import io.github.flygate.migration.Migration;
import io.github.flygate.migration.Script;
import io.github.flygate.migration.Statement;
import io.github.flygate.model.FlygateException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A migration that is applied: its words at once, its statements when somebody asks for them. */
final class EarlierFile {
    /** Words of a Java migration that may change a schema, and of one that changes rows by itself. */
    private static final Pattern CHANGES_SCHEMA = Pattern.compile("(?i)\\b(alter|create|drop|rename|call|do)\\b");

    private static final Pattern CHANGES_ROWS = Pattern.compile("(?i)\\b(insert|update|delete|merge|copy)\\b");

    private final Migration migration;
    private final EarlierFiles.Texts texts;
    private final Optional<FileWords> words;
    private @Nullable List<Step> steps;

    /** One statement of it. */
    record Step(Statement statement, String kind, FileWords words) {
        Tokens tokens() {
            return Tokenizer.tokenize(statement.sql());
        }
    }

    EarlierFile(Migration migration, EarlierFiles.Texts texts) {
        this.migration = migration;
        this.texts = texts;
        this.words = words(migration, texts);
    }

    private static Optional<FileWords> words(Migration migration, EarlierFiles.Texts texts) {
        try {
            if (!migration.kind().isJava()) {
                return Optional.of(FileWords.of(texts.text(migration)));
            }
            String source = new String(migration.source().bytes(), StandardCharsets.ISO_8859_1);
            boolean shows = migration.file().toLowerCase(Locale.ROOT).endsWith(".java")
                    && CHANGES_ROWS.matcher(source).find()
                    && !CHANGES_SCHEMA.matcher(source).find();
            return shows ? Optional.of(FileWords.of(source)) : Optional.empty();
        } catch (FlygateException e) {
            // Whether it can be read is not what is asked here; the pending files are what is looked at.
            return Optional.empty();
        }
    }

    boolean isJava() {
        return migration.kind().isJava();
    }

    boolean mayName(FileWords name) {
        return words.isEmpty() || words.get().haveAllOf(name);
    }

    /** Whether a relation may be changed here that is not named: then nothing that was known before counts. */
    boolean reachesFar() {
        if (words.isEmpty()) {
            return true;
        }
        return !isJava()
                && words.get().mayReachFar()
                && steps().map(list -> list.stream().anyMatch(step -> FarReach.is(step.kind(), step.tokens())))
                        .orElse(true);
    }

    boolean transactional() {
        return true;
    }

    /** Empty when it cannot be split, or is Java. */
    Optional<List<Step>> steps() {
        if (steps == null && !isJava()) {
            try {
                Script script = texts.script(migration);
                steps = script.statements().stream().map(EarlierFile::step).toList();
            } catch (FlygateException e) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(steps);
    }

    private static Step step(Statement statement) {
        String kind = Kinds.of(Tokenizer.tokenize(statement.sql()).list());
        return new Step(statement, kind, FileWords.of(statement.sql()));
    }
}
