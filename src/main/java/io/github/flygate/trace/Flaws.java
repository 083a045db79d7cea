package io.github.flygate.trace;

import io.github.flygate.catalog.Catalog;
import io.github.flygate.catalog.CatalogDiff;
import io.github.flygate.fact.SchemaFlaw;
import io.github.flygate.fact.TableFact;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the catalog shows as flawed after the last pending migration and not in the base, by the statement to blame. */
final class Flaws {
    private static final String QUERY = query();

    private final Map<Place, List<SchemaFlaw>> byPlace = new LinkedHashMap<>();

    /** A statement of a migration. */
    private record Place(MigrationObserver.Run run, int statement) {}

    /**
     * A row of the query.
     *
     * @param cause name of what brings it: a bare one, or that of an index with its schema
     */
    record Flaw(String flaw, long table, String relation, String object, String detail, String cause) {}

    /**
     * The last statement of all runs per thing that it made or took away: read once, as there may be as many flaws as
     * statements.
     */
    private static final class Causes {
        /** The words by which a statement is known that brings what no difference of catalogs shows. */
        private static final Map<String, String> WORDS = Map.of(
                "row security without policy", "row level security",
                "security definer without search_path", "security definer");

        private final Map<Long, Place> createdTables = new HashMap<>();
        private final Map<Made, Place> created = new HashMap<>();
        private final Map<Long, Place> droppedIndexes = new HashMap<>();
        private final List<Map.Entry<String, Place>> worded = new ArrayList<>();

        /** A constraint of a table, by its bare name, or an index, with its schema. */
        private record Made(long table, String name) {}

        Causes(List<MigrationObserver.Run> runs) {
            runs.forEach(run -> run.statements.forEach(seen -> add(seen, new Place(run, seen.number()))));
        }

        private void add(Seen seen, Place place) {
            CatalogDiff diff = seen.diff();
            diff.created().forEach(relation -> createdTables.put(relation.oid(), place));
            diff.createdConstraints().forEach(one -> created.put(new Made(one.table(), one.name()), place));
            diff.createdIndexes().forEach(one -> created.put(new Made(one.table(), one.name()), place));
            diff.droppedIndexes().forEach(one -> droppedIndexes.put(one.table(), place));
            String sql = seen.sql().toLowerCase(Locale.ROOT);
            if (sql.contains("security")) {
                worded.add(Map.entry(sql.replaceAll("\\s+", " "), place));
            }
        }

        /** The last statement that made what is flawed, else the last that took away what had kept it right. */
        Optional<Place> of(Flaw flaw) {
            String words = WORDS.get(flaw.flaw());
            if (words != null) {
                String cause = flaw.cause().toLowerCase(Locale.ROOT);
                return worded.stream()
                        .filter(statement -> statement.getKey().contains(words)
                                && statement.getKey().contains(cause))
                        .map(Map.Entry::getValue)
                        .reduce((earlier, later) -> later);
            }
            Place made = flaw.flaw().equals("no primary key")
                    ? createdTables.get(flaw.table())
                    : created.get(new Made(flaw.table(), flaw.cause()));
            return Optional.ofNullable(made != null ? made : droppedIndexes.get(flaw.table()));
        }
    }

    private Flaws() {}

    static Set<Flaw> read(Connection connection) throws SQLException {
        Set<Flaw> flaws = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            while (row.next()) {
                flaws.add(new Flaw(
                        row.getString(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6)));
            }
        }
        return flaws;
    }

    /** None while the migrations are not all done: what is missing may be in those that did not run. */
    static Flaws none() {
        return new Flaws();
    }

    /** Those that came with these runs, each at the statement that brought it; one for a flaw of a table and statement. */
    static Flaws between(Set<Flaw> before, Set<Flaw> after, List<MigrationObserver.Run> runs, Catalog base) {
        Flaws flaws = new Flaws();
        Causes causes = new Causes(runs);
        Map<List<Object>, List<Flaw>> alike = new LinkedHashMap<>();
        for (Flaw flaw : after) {
            if (!before.contains(flaw)) {
                causes.of(flaw)
                        .ifPresent(place -> alike.computeIfAbsent(
                                        List.of(place, flaw.flaw(), flaw.relation()), key -> new ArrayList<>())
                                .add(flaw));
            }
        }
        alike.forEach((key, group) -> flaws.byPlace
                .computeIfAbsent((Place) key.get(0), place -> new ArrayList<>())
                .add(fact(group, base)));
        return flaws;
    }

    List<SchemaFlaw> at(MigrationObserver.Run run, int statement) {
        return byPlace.getOrDefault(new Place(run, statement), List.of());
    }

    private static SchemaFlaw fact(List<Flaw> alike, Catalog base) {
        Flaw first = alike.get(0);
        boolean none = first.relation().isEmpty();
        TableFact table = new TableFact(
                first.relation(),
                none ? "unknown" : "table",
                !none && base.relation(first.table()).isEmpty(),
                false);
        return new SchemaFlaw(table, first.flaw(), joined(alike, Flaw::object), joined(alike, Flaw::detail));
    }

    private static String joined(Collection<Flaw> flaws, Function<Flaw, String> part) {
        return flaws.stream().map(part).distinct().sorted().collect(Collectors.joining(", "));
    }

    private static String query() {
        try (InputStream in = Objects.requireNonNull(Flaws.class.getResourceAsStream("flaws.sql"), "flaws.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
