package io.github.flygate.trace;

import io.github.flygate.catalog.Catalog;
import io.github.flygate.catalog.Catalog.Index;
import io.github.flygate.catalog.Catalog.Relation;
import io.github.flygate.fact.RebuildRelation;
import io.github.flygate.fact.TableFact;
import io.github.flygate.model.Effects;
import io.github.flygate.model.Effects.IndexBuild;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** What REINDEX, VACUUM FULL, CLUSTER and REFRESH built anew of what was there before. */
final class Rebuilds {
    private static final TableFact NONE = new TableFact("", "unknown", false, false);
    private static final int MOST_NAMES = 3;

    private Rebuilds() {}

    static List<RebuildRelation> of(Seen seen, Effects effects, BiFunction<Seen, String, TableFact> tables) {
        if (seen.error() != null || seen.hint().says().opaque()) {
            return List.of();
        }
        List<String> built = effects.indexBuilds().stream()
                .filter(IndexBuild::existing)
                .map(IndexBuild::relation)
                .distinct()
                .toList();
        return switch (seen.hint().says().kind()) {
            case "reindex" -> one(seen, "reindex", built, tables);
            case "refresh_materialized_view" -> one(seen, "refresh", seen.hint().relations(), tables);
            case "vacuum" -> each(seen, "vacuum full", effects.rewrites(), tables);
            case "cluster" -> each(seen, "cluster", effects.rewrites(), tables);
            default -> List.of();
        };
    }

    /** The statement names one relation or index, or a schema or database. */
    private static List<RebuildRelation> one(
            Seen seen, String by, List<String> rebuilt, BiFunction<Seen, String, TableFact> tables) {
        if (rebuilt.isEmpty()) {
            return List.of();
        }
        boolean concurrently = seen.hint().says().concurrently();
        List<String> named = seen.hint().relations();
        if (named.isEmpty()) {
            return List.of(new RebuildRelation(NONE, by, concurrently, text(rebuilt), rebuilt));
        }
        TableFact table = tables.apply(seen, tableOf(seen.before(), named.get(0)));
        return List.of(new RebuildRelation(table, by, concurrently, named.get(0), rebuilt));
    }

    private static List<RebuildRelation> each(
            Seen seen, String by, List<String> rewritten, BiFunction<Seen, String, TableFact> tables) {
        if (seen.hint().relations().isEmpty()) {
            return one(seen, by, rewritten, tables);
        }
        return rewritten.stream()
                .map(name -> new RebuildRelation(tables.apply(seen, name), by, false, name, List.of()))
                .toList();
    }

    /** The table of an index; any other name is a table's. */
    private static String tableOf(Catalog catalog, String name) {
        Optional<String> table = catalog.indexes().values().stream()
                .filter(index -> index.name().equals(name))
                .findFirst()
                .map(Index::table)
                .flatMap(catalog::relation)
                .map(Relation::name);
        return table.orElse(name);
    }

    private static String text(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
        return names.size() <= MOST_NAMES ? first : first + " and " + (names.size() - MOST_NAMES) + " more";
    }
}
