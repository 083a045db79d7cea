package io.github.flygate.trace;

import io.github.flygate.catalog.Catalog;
import io.github.flygate.catalog.Catalog.Column;
import io.github.flygate.catalog.Catalog.Index;
import io.github.flygate.catalog.Catalog.Relation;
import io.github.flygate.fact.CreateIfNotExists;
import io.github.flygate.fact.Fact;
import io.github.flygate.fact.IndexFact;
import io.github.flygate.fact.InvalidIndex;
import io.github.flygate.fact.KeepOtherDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is there under a name that IF NOT EXISTS found taken, and indexes that stay invalid. */
final class NamesTaken {
    private static final String MISSING = "missing";

    private final SchemaFacts schema;
    private final Catalog last;

    /** @param last the catalog when all migrations are done */
    NamesTaken(SchemaFacts schema, Catalog last) {
        this.schema = schema;
        this.last = last;
    }

    List<Fact> of(Seen seen) {
        List<Fact> facts = new ArrayList<>();
        seen.after().indexes().values().stream()
                .filter(index -> !index.valid())
                .filter(index ->
                        seen.before().index(index.oid()).map(Index::valid).orElse(true))
                .sorted(Comparator.comparing(Index::name))
                .forEach(index -> invalid(seen, index).ifPresent(facts::add));
        for (CreateIfNotExists guarded : seen.hint().guarded()) {
            if (isSkipped(seen, guarded)) {
                facts.addAll(taken(seen, guarded));
            }
        }
        return facts;
    }

    private Optional<Fact> invalid(Seen seen, Index index) {
        boolean stays = last.index(index.oid()).filter(left -> !left.valid()).isPresent();
        return stays
                ? seen.after()
                        .relation(index.table())
                        .map(table -> new InvalidIndex(
                                schema.table(table),
                                new IndexFact(
                                        index.name(),
                                        index.unique(),
                                        seen.hint().says().concurrently(),
                                        false)))
                : Optional.empty();
    }

    private static boolean isSkipped(Seen seen, CreateIfNotExists guarded) {
        String named = "\"" + Measurement.simpleName(guarded.name()) + "\"";
        return seen.notices().skipped().stream()
                .anyMatch(message -> message.contains(named) && message.contains("already exists"));
    }

    private List<Fact> taken(Seen seen, CreateIfNotExists guarded) {
        if (guarded.object().equals("index")) {
            return seen.before().indexes().values().stream()
                    .filter(index -> index.name().equals(guarded.name()))
                    .findFirst()
                    .map(index -> index(seen, guarded, index))
                    .orElse(List.of());
        }
        return seen.before()
                .relation(guarded.table().name())
                .map(table -> columns(guarded, table))
                .orElse(List.of());
    }

    private List<Fact> index(Seen seen, CreateIfNotExists guarded, Index index) {
        List<Fact> facts = new ArrayList<>();
        if (!index.valid()) {
            invalid(seen, index).ifPresent(facts::add);
        }
        Relation table = seen.before().relations().get(index.table());
        if (table == null) {
            return facts;
        }
        String found = table.name().equals(guarded.table().name()) ? columnsOf(index, table) : "on " + table.name();
        String written = String.join(", ", guarded.definition());
        if (!found.isEmpty() && !written.isEmpty() && !found.equals(written)) {
            facts.add(new KeepOtherDefinition(schema.table(table), "index " + guarded.name(), written, found));
        }
        return facts;
    }

    /** Empty when it has expressions, which nobody here compares. */
    private static String columnsOf(Index index, Relation table) {
        List<String> names = new ArrayList<>();
        for (int number : index.columns()) {
            Column column = table.columns().get(number);
            if (column == null) {
                return "";
            }
            names.add(column.name());
        }
        return String.join(", ", names);
    }

    private List<Fact> columns(CreateIfNotExists guarded, Relation table) {
        List<Fact> facts = new ArrayList<>();
        for (String written : guarded.definition()) {
            int blank = written.indexOf(' ');
            String name = written.substring(0, blank);
            String type = written.substring(blank + 1);
            String found = table.columns().values().stream()
                    .filter(column -> column.name().equals(name))
                    .findFirst()
                    .map(Column::type)
                    .orElse(MISSING);
            if (!bare(found).equals(bare(type))) {
                facts.add(new KeepOtherDefinition(schema.table(table), "column " + name, type, found));
            }
        }
        return facts;
    }

    /** Whether a type is named with its schema depends on the session's search path. */
    private static String bare(String type) {
        return type.replace("\"", "").replaceFirst("^\\w+\\.", "");
    }
}
