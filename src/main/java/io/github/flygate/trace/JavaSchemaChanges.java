package io.github.flygate.trace;

import io.github.flygate.catalog.Catalog;
import io.github.flygate.catalog.Catalog.Relation;
import io.github.flygate.catalog.CatalogDiff;
import io.github.flygate.catalog.CatalogDiff.ColumnChange;
import io.github.flygate.fact.JavaSchemaChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a statement of a Java migration changed of the definitions; rows, and what is temporary, do not count. */
final class JavaSchemaChanges {
    /**
     * Objects that the catalog here does not hold: of them only the text speaks. What is created as temporary is none of
     * them; an index, a table or a sequence is seen when it is not temporary.
     */
    private static final Pattern UNSEEN = Pattern.compile("(?is)\\A(?:\\s|--[^\\n]*\\n|/\\*.*?\\*/)*("
            + "(?:create|alter|drop)\\s+(?:or\\s+replace\\s+)?(?!temp|local|global|unique|index|table|sequence)"
            + "(?:default\\s+privileges|event\\s+trigger|text\\s+search\\s+\\w+|materialized\\s+view|\\w+)"
            + "|comment\\s+on\\s+\\w+|grant\\b|revoke\\b|security\\s+label\\b|reassign\\s+owned\\b)");

    /** Files of which it is told already. */
    private final Set<String> told = new HashSet<>();

    /** The first change of each file: one is enough to say what is wrong with it. */
    Optional<JavaSchemaChange> firstOf(Seen seen) {
        List<JavaSchemaChange> changes = of(seen);
        return !changes.isEmpty() && told.add(seen.span().file()) ? Optional.of(changes.get(0)) : Optional.empty();
    }

    /** Empty for a statement of a text that was read, and for one that failed. */
    private static List<JavaSchemaChange> of(Seen seen) {
        if (!seen.hint().says().kind().equals("java") || seen.error() != null) {
            return List.of();
        }
        List<JavaSchemaChange> changes = seen(seen);
        Matcher unseen = UNSEEN.matcher(seen.sql());
        if (changes.isEmpty() && unseen.lookingAt()) {
            String words = unseen.group(1).toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
            return List.of(new JavaSchemaChange("", words + " is run"));
        }
        return changes;
    }

    private static List<JavaSchemaChange> seen(Seen seen) {
        CatalogDiff diff = seen.diff();
        List<JavaSchemaChange> changes = new ArrayList<>();
        diff.created().forEach(relation -> add(changes, relation, "is created"));
        diff.dropped().forEach(relation -> add(changes, relation, "is dropped"));
        diff.changedRelations().stream()
                .filter(change -> !change.before().name().equals(change.after().name()))
                .forEach(change -> add(
                        changes, change.before(), "becomes " + change.after().name()));
        diff.columns().forEach(change -> column(changes, change));
        diff.createdIndexes().forEach(index -> owned(changes, seen.after(), index.table(), "gets index", index.name()));
        diff.droppedIndexes()
                .forEach(index -> owned(changes, seen.before(), index.table(), "loses index", index.name()));
        diff.createdConstraints()
                .forEach(one -> owned(changes, seen.after(), one.table(), "gets constraint", one.name()));
        diff.droppedConstraints()
                .forEach(one -> owned(changes, seen.before(), one.table(), "loses constraint", one.name()));
        return changes;
    }

    private static void add(List<JavaSchemaChange> changes, Relation relation, String what) {
        if (!relation.temporary()) {
            String name = relation.kind().word() + " " + relation.name();
            changes.add(new JavaSchemaChange(relation.name(), name + " " + what));
        }
    }

    private static void column(List<JavaSchemaChange> changes, ColumnChange change) {
        String what;
        if (change.before() == null) {
            what = "gets column "
                    + (change.after() == null ? "" : change.after().name());
        } else if (change.after() == null) {
            what = "loses column " + change.before().name();
        } else {
            what = "gets another definition of column " + change.before().name();
        }
        add(changes, change.relation(), what);
    }

    private static void owned(List<JavaSchemaChange> changes, Catalog catalog, long table, String what, String name) {
        catalog.relation(table)
                .ifPresent(relation -> add(changes, relation, what + " " + name.substring(name.indexOf('.') + 1)));
    }
}
