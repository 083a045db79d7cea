package io.github.flygate.contract;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A change of a database, statements of the version that still runs, and what becomes of them.
 *
 * @param source file and line of its heading
 * @param role the application's role; empty when it runs as the owner of the database
 * @param from first major version of PostgreSQL that it applies to
 * @param to the last one
 * @param team whether only the team can know the statements, because nothing in the catalog leads to them
 * @param unseen whether flygate does not see it yet
 * @param base SQL that makes the database of the version that still runs
 */
public record ChangeCase(
        String title,
        String source,
        Verdict verdict,
        String role,
        int from,
        int to,
        boolean team,
        boolean unseen,
        String base,
        List<Pending> pending,
        List<Old> old) {
    public ChangeCase {
        pending = List.copyOf(pending);
        old = List.copyOf(old);
    }

    /** What flygate has to say to it. */
    public enum Verdict {
        /** The old version fails. */
        BREAKS,
        /** It works when it starts anew; what it has prepared fails, or it gets something that it does not know. */
        WARNS,
        /** It notices nothing. */
        SAFE;

        static Verdict of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A pending migration.
     *
     * @param marks lines that end with {@code -- blame}, from 1
     */
    public record Pending(String script, String sql, List<Integer> marks) {
        public Pending {
            marks = List.copyOf(marks);
        }
    }

    /**
     * A statement of the old version, or several in one transaction. It works on the base.
     *
     * @param line of the case's file
     * @param sqlStates what it ends with after the blamed migration, in a new session, one or the other by version; empty
     *     when it works
     * @param worksAgain whether a later migration heals it
     * @param prepared SQLSTATE when it was prepared before the migration; empty when it works
     * @param changes what is no longer the same although it works: {@code columns}, {@code type}, {@code nullable},
     *     {@code enum} (the labels of a column's type) and {@code rows} (how many are returned or written)
     */
    public record Old(
            int line, String sql, Set<String> sqlStates, boolean worksAgain, String prepared, Set<String> changes) {
        public Old {
            sqlStates = Set.copyOf(sqlStates);
            changes = Set.copyOf(changes);
        }

        public boolean breaks() {
            return !sqlStates.isEmpty();
        }

        boolean warns() {
            return !prepared.isEmpty() || !changes.isEmpty();
        }

        /** Whether PREPARE takes it. */
        boolean preparable() {
            return !sql.contains(";")
                    && sql.toLowerCase(Locale.ROOT).matches("(?s)(select|insert|update|delete|with|values)\\b.*");
        }
    }

    public boolean appliesTo(int postgres) {
        return from <= postgres && postgres <= to;
    }

    /** The migration to blame; empty when nothing breaks. */
    public Optional<Pending> blamed() {
        return pending.stream().filter(file -> !file.marks().isEmpty()).findFirst();
    }

    @Override
    public String toString() {
        return title;
    }
}
