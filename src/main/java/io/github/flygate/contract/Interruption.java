package io.github.flygate.contract;

import io.github.flygate.catalog.Catalog;
import io.github.flygate.catalog.Catalog.Index;
import io.github.flygate.catalog.Catalog.Relation;
import io.github.flygate.catalog.Catalog.RelationKind;
import io.github.flygate.migration.Script;
import io.github.flygate.trace.TraceRequest.TracedScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A point at which a file without a transaction is cut short.
 *
 * @param statement number in the script, from 0
 */
record Interruption(Kind kind, int statement) {
    /** More would cost more time than they tell. */
    private static final int MOST = 8;

    private static final Set<String> HARMLESS =
            Set.of("set", "reset", "select", "show", "vacuum", "analyze", "discard", "begin");

    enum Kind {
        /** While it waits for other sessions, with its work half done. */
        INSIDE,
        /** It fails because rows that a unique index forbids are there. */
        DOUBLED_ROWS,
        /** When it is done, and before the next one begins. */
        AFTER
    }

    /** The points of a file that may leave something behind, the most dangerous first. */
    static List<Interruption> of(TracedScript traced) {
        Script script = traced.script();
        List<Interruption> points = new ArrayList<>();
        for (int i = 0; i < script.statements().size(); i++) {
            if (traced.hints().get(i).says().concurrently()) {
                points.add(new Interruption(Kind.INSIDE, i));
                if (isUniqueIndex(script.statements().get(i).sql())) {
                    points.add(new Interruption(Kind.DOUBLED_ROWS, i));
                }
            }
        }
        for (int i = 0; i < script.statements().size() - 1; i++) {
            if (!HARMLESS.contains(traced.hints().get(i).says().kind())) {
                points.add(new Interruption(Kind.AFTER, i));
            }
        }
        return points.subList(0, Math.min(MOST, points.size()));
    }

    private static boolean isUniqueIndex(String sql) {
        return sql.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").contains("create unique index");
    }

    /** The tables that the statement names, or whose index it names; quoted. */
    List<String> tables(TracedScript traced, Catalog catalog) {
        Set<String> tables = new TreeSet<>();
        for (String name : traced.hints().get(statement).relations()) {
            catalog.relation(name)
                    .or(() -> catalog.indexes().values().stream()
                            .filter(index -> index.name().equals(name))
                            .findFirst()
                            .map(Index::table)
                            .flatMap(catalog::relation))
                    .filter(relation ->
                            relation.kind() == RelationKind.TABLE || relation.kind() == RelationKind.PARTITIONED_TABLE)
                    .map(Relation::name)
                    .map(Recovery::quoted)
                    .ifPresent(tables::add);
        }
        return List.copyOf(tables);
    }

    boolean doubles() {
        return kind == Kind.DOUBLED_ROWS;
    }

    /** What to do about the statements that had been done, by their lines. */
    String takeBack(TracedScript traced) {
        List<String> lines =
                traced.script().statements().subList(0, kind == Kind.AFTER ? statement + 1 : statement).stream()
                        .filter(one -> !HARMLESS.contains(
                                traced.hints().get(one.number()).says().kind()))
                        .map(one -> Integer.toString(one.span().line()))
                        .toList();
        return lines.isEmpty()
                ? "mend by hand what it says"
                : "take back by hand what line " + String.join(", ", lines) + " did";
    }

    /** In words, for a message. */
    String when(int line) {
        return switch (kind) {
            case INSIDE -> "cancelled while line " + line + " waits";
            case DOUBLED_ROWS -> "failed at line " + line + " over doubled rows";
            case AFTER -> "ended after line " + line;
        };
    }
}
