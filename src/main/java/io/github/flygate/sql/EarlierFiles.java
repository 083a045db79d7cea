package io.github.flygate.sql;

import io.github.flygate.migration.Migration;
import io.github.flygate.migration.Script;
import io.github.flygate.model.FlygateException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The migrations that are applied, for what the pending ones leave unsaid: which type a column has, which table an index
 * is on, whether a constraint is valid. They are replayed name by name, and only the statements that name what is asked
 * for; where nobody asks, nothing is read.
 *
 * <p>What it tells is a base for proofs, so it rather forgets: a statement that cannot be read makes the relations that
 * it names unknown, and one that may change relations without naming them makes everything before it unknown.
 */
public final class EarlierFiles {
    /** A name may be that of a relation which was renamed, which was renamed. */
    private static final int LONGEST_CHAIN = 8;

    private final List<Migration> migrations;
    private final Texts texts;
    private final StaticReader.Settings settings;
    private final Map<String, EarlierSchema> known = new HashMap<>();
    private @Nullable List<EarlierFile> counting;
    private boolean partly;

    /** How a migration is read. */
    public interface Texts {
        /**
         * The text, with its placeholders replaced.
         *
         * @throws FlygateException when it cannot be read
         */
        String text(Migration migration);

        /**
         * The statements.
         *
         * @throws FlygateException when it cannot be split
         */
        Script script(Migration migration);
    }

    /** @param applied in the order in which they were applied */
    public EarlierFiles(List<Migration> applied, Texts texts, StaticReader.Settings settings) {
        this.migrations = sinceBaseline(applied);
        this.texts = texts;
        this.settings = settings;
    }

    static EarlierFiles none(StaticReader.Settings settings) {
        return new EarlierFiles(List.of(), new Nothing(), settings);
    }

    private static final class Nothing implements Texts {
        @Override
        public String text(Migration migration) {
            return "";
        }

        @Override
        public Script script(Migration migration) {
            return new Script(migration, true, false, List.of());
        }
    }

    /** A database that is built anew begins with the last baseline; it holds what the versions up to it have made. */
    private static List<Migration> sinceBaseline(List<Migration> applied) {
        int from = 0;
        for (int i = 0; i < applied.size(); i++) {
            from = applied.get(i).kind() == Migration.Kind.BASELINE ? i : from;
        }
        int baseline = from;
        String version = applied.isEmpty() ? "" : applied.get(from).version();
        boolean is = !applied.isEmpty() && applied.get(from).kind() == Migration.Kind.BASELINE;
        return applied.stream()
                .skip(baseline)
                .filter(one -> !is
                        || one.kind() == Migration.Kind.BASELINE
                        || !one.version().equals(version))
                .toList();
    }

    /** A relation as it was before the pending migrations; empty when nothing certain is known of it. */
    Optional<Relation> relation(String qualified) {
        return about(bare(qualified)).before(qualified);
    }

    /** The table of an index; empty when it is not known. */
    String tableOfIndex(String qualified) {
        return about(bare(qualified)).state.indexes.tableOf(qualified);
    }

    /** Whether a domain refuses values; empty when nothing is known of it. */
    Optional<Boolean> domain(String qualified) {
        return Optional.ofNullable(about(bare(qualified)).state.domains.get(qualified));
    }

    /** As {@link SchemaState#volatilityOf}. */
    String volatilityOf(String qualified) {
        return about(bare(qualified)).state.functions.getOrDefault(qualified, "");
    }

    /** The name that a relation has in the end; empty when it is gone, or nothing certain is known of it. */
    String nameNow(String qualified) {
        String name = qualified;
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            EarlierSchema state = about(bare(name));
            if (state.before(name).isPresent()) {
                return name;
            }
            name = state.movedTo(name);
            if (name.isEmpty()) {
                return "";
            }
        }
        return "";
    }

    /** Whether no earlier file names it, nor can have made it without naming it. */
    boolean isNowhere(String bare) {
        FileWords name = FileWords.of(bare);
        List<EarlierFile> files = counting();
        return !files.isEmpty() && !partly && files.stream().noneMatch(file -> file.mayName(name));
    }

    /** The relations that something holds for, looked for in the files that name it. */
    List<String> mentioning(String name, Predicate<Relation> wanted) {
        return about(bare(name)).state.relations.entrySet().stream()
                .filter(entry -> wanted.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .map(this::nameNow)
                .filter(relation -> relation(relation).filter(wanted).isPresent())
                .sorted()
                .toList();
    }

    private static String bare(String qualified) {
        return EarlierSchema.bare(qualified);
    }

    private EarlierSchema about(String bare) {
        EarlierSchema state = known.get(bare);
        if (state == null) {
            state = migrations.isEmpty() ? new EarlierSchema(settings.defaultSchema()) : replayed(bare);
            known.put(bare, state);
        }
        return state;
    }

    private EarlierSchema replayed(String bare) {
        Set<String> names = new HashSet<>(Set.of(bare));
        EarlierSchema state = replay(names);
        for (int i = 0; i < LONGEST_CHAIN && names.addAll(state.leadsTo(bare)); i++) {
            state = replay(names);
        }
        if (!names.containsAll(state.leadsTo(bare))) {
            state.forgetAll();
        }
        return state;
    }

    private EarlierSchema replay(Set<String> names) {
        List<FileWords> words = names.stream().map(FileWords::of).toList();
        List<EarlierFile> files = counting();
        EarlierReplay replay = new EarlierReplay(settings, words, partly);
        for (int i = 0; i < files.size(); i++) {
            EarlierFile file = files.get(i);
            if ((partly && i == 0) || words.stream().anyMatch(file::mayName)) {
                replay.read(file);
            }
        }
        return replay.schema();
    }

    /** From the last file on that may have changed anything: what was before it does not count. */
    private List<EarlierFile> counting() {
        if (counting == null) {
            List<EarlierFile> files = new ArrayList<>();
            for (Migration migration : migrations) {
                files.add(new EarlierFile(migration, texts));
            }
            int from = files.size() - 1;
            while (from >= 0 && !files.get(from).reachesFar()) {
                from--;
            }
            partly = from >= 0;
            counting = List.copyOf(files.subList(Math.max(from, 0), files.size()));
        }
        return counting;
    }
}
