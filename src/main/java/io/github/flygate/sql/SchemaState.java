package io.github.flygate.sql;

import io.github.flygate.fact.TableFact;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the statements so far have made, dropped and renamed, over all scripts. */
final class SchemaState {
    static final TableFact NONE = new TableFact("", "unknown", false, false);
    private static final String TEMPORARY_SCHEMA = "pg_temp";

    private final String defaultSchema;
    final Map<String, Relation> relations = new HashMap<>();
    final Indexes indexes;
    final Map<String, String> functions = new HashMap<>();

    /** Domains that statements made or constrained, and whether they refuse values. */
    final Map<String, Boolean> domains = new HashMap<>();

    private final Set<String> newDomains = new HashSet<>();
    private final Set<String> others = new HashSet<>();
    private final Optional<EarlierFiles> earlier;

    /** Names that the earlier files need not be asked about: they were, or a statement here has made them its own. */
    private final Set<String> settled = new HashSet<>();

    /** Names that were changed for others, of relations that nobody knows. */
    final Set<String> unknownOrigins = new HashSet<>();

    /** Something was forgotten, so that what is not here may be there all the same. */
    boolean partial;

    private List<String> path;

    /** @param earlier empty where these are the earlier files themselves */
    SchemaState(String defaultSchema, Optional<EarlierFiles> earlier) {
        this.defaultSchema = defaultSchema;
        this.path = List.of(defaultSchema);
        this.earlier = earlier;
        this.indexes = new Indexes(earlier);
    }

    /** Whether what is read are the earlier files themselves, which are no news. */
    boolean isEarlier() {
        return earlier.isEmpty();
    }

    private @Nullable Relation relation(String qualified) {
        if (!relations.containsKey(qualified) && earlier.isPresent() && settled.add(qualified)) {
            earlier.get().relation(qualified).ifPresent(relation -> relations.put(qualified, relation));
        }
        return relations.get(qualified);
    }

    private boolean isThere(String qualified) {
        return relation(qualified) != null || !tableOfIndex(qualified).isEmpty();
    }

    /** The schemas that unqualified names are looked up in; empty for the default. */
    void searchPath(List<String> schemas) {
        path = schemas.isEmpty() ? List.of(defaultSchema) : List.copyOf(schemas);
    }

    /** {@code schema.name} of a relation that is there. */
    String resolve(Name name) {
        if (name.isEmpty()) {
            return "";
        }
        if (!name.schema().isEmpty()) {
            return name.toString();
        }
        String temporary = TEMPORARY_SCHEMA + "." + name.name();
        if (relations.containsKey(temporary)) {
            return temporary;
        }
        for (String schema : path) {
            String qualified = schema + "." + name.name();
            if (path.size() > 1 && isThere(qualified)) {
                return qualified;
            }
        }
        return path.get(0) + "." + name.name();
    }

    /** {@code schema.name} of a relation that is being made. */
    String resolveNew(Name name, boolean temporary) {
        if (temporary) {
            return TEMPORARY_SCHEMA + "." + name.name();
        }
        return name.schema().isEmpty() ? path.get(0) + "." + name.name() : name.toString();
    }

    TableFact table(String qualified, String kindIfUnknown) {
        Relation relation = relation(qualified);
        return relation == null
                ? new TableFact(qualified, kindIfUnknown, false, qualified.startsWith(TEMPORARY_SCHEMA + "."))
                : new TableFact(
                        qualified,
                        relation.kind.equals("unknown") ? kindIfUnknown : relation.kind,
                        relation.created,
                        relation.temporary);
    }

    /** A relation that a statement is about to make, or to leave alone because it is there. */
    TableFact made(String qualified, String kind, boolean temporary, boolean ifNotExists) {
        return ifNotExists && relation(qualified) != null
                ? table(qualified, kind)
                : new TableFact(qualified, kind, true, temporary);
    }

    /** What is known; a relation that nobody made existed before. */
    Relation look(String qualified) {
        Relation relation = relation(qualified);
        return relation == null ? new Relation("unknown", false, false) : relation;
    }

    /** The same, remembered. */
    Relation touch(String qualified, String kind) {
        Relation there = relation(qualified);
        Relation relation = there == null ? new Relation(kind, false, false) : there;
        relations.put(qualified, relation);
        return relation;
    }

    /** Makes a relation, unless IF NOT EXISTS meets one that certainly existed before. */
    Relation create(String qualified, String kind, boolean temporary, boolean ifNotExists) {
        Relation there = ifNotExists ? relation(qualified) : null;
        if (there != null) {
            return there;
        }
        boolean maybeThere = ifNotExists && partial;
        Relation relation = new Relation(kind, !maybeThere, temporary);
        settled.add(qualified);
        relations.put(qualified, relation);
        return relation;
    }

    /** A column that the server numbers gets a sequence under the name that PostgreSQL chooses for it. */
    void createSequence(String table, Definitions.ColumnDefinition column) {
        if (column.autoIncrement()) {
            int dot = table.lastIndexOf('.') + 1;
            String name = table.substring(0, dot) + Names.ofSequence(table.substring(dot), column.name());
            relations.putIfAbsent(name, new Relation("sequence", true, table.startsWith(TEMPORARY_SCHEMA + ".")));
        }
    }

    void drop(String qualified) {
        settled.add(qualified);
        relations.remove(qualified);
        indexes.drop(qualified);
    }

    void rename(String from, String to) {
        Relation relation = relation(from);
        settled.addAll(List.of(from, to));
        relations.remove(from);
        if (relation != null) {
            relations.put(to, relation);
        }
        if ((relation == null || !relation.created) && tableOfIndex(from).isEmpty()) {
            unknownOrigins.add(from);
        }
        indexes.rename(from, to);
    }

    void createIndex(String index, String table) {
        indexes.create(index, table);
    }

    /** The table of an index; empty when it is not known. */
    String tableOfIndex(String index) {
        return indexes.tableOf(index);
    }

    /** The name of today for one of before; empty when the relation is gone, or nothing certain is known of it. */
    String nameNow(String name) {
        boolean here = earlier.isEmpty() || relations.containsKey(name) || indexes.moves.containsKey(name);
        String before = here ? name : earlier.get().nameNow(name);
        return before.isEmpty() ? "" : indexes.nameAfterMoves(before);
    }

    /** Remembers all relations for which this holds, those of earlier files that name it included. */
    List<String> relationsWith(String name, Predicate<Relation> wanted) {
        earlier.ifPresent(files -> files.mentioning(name, wanted).forEach(this::relation));
        return relations.entrySet().stream()
                .filter(entry -> wanted.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    void createDomain(String qualified, boolean refusesValues) {
        domains.put(qualified, refusesValues);
        newDomains.add(qualified);
    }

    void constrainDomain(String qualified) {
        domains.put(qualified, true);
    }

    boolean isNewDomain(String qualified) {
        return newDomains.contains(qualified);
    }

    /** Whether a type is a domain of which a statement said that it refuses values. */
    boolean refusesValues(String type) {
        return domain(type).orElse(false)
                || path.stream().anyMatch(schema -> domain(schema + "." + type).orElse(false));
    }

    /** {@code schema.name} of a domain that is there. */
    String resolveType(Name name) {
        return path.stream()
                .map(schema -> schema + "." + name.name())
                .filter(qualified ->
                        name.schema().isEmpty() && domain(qualified).isPresent())
                .findFirst()
                .orElseGet(() -> resolveNew(name, false));
    }

    /** Whether a domain refuses values; empty when no statement was about it. */
    private Optional<Boolean> domain(String qualified) {
        return Optional.ofNullable(domains.get(qualified))
                .or(() ->
                        qualified.contains(".") ? earlier.flatMap(files -> files.domain(qualified)) : Optional.empty());
    }

    /** Remembers what is no relation; {@code kind} as in CREATE. */
    void make(String kind, String qualified) {
        others.add(kind + " " + qualified);
    }

    /** Whether a pending statement made it. */
    boolean isMade(String kind, String qualified) {
        return others.contains(kind + " " + qualified);
    }

    /**
     * Whether IF EXISTS certainly finds nothing: no migration has ever named it. Not for names that PostgreSQL may have
     * chosen, such as those of indexes.
     */
    boolean isNowhere(Name name) {
        return relations.keySet().stream().noneMatch(known -> known.endsWith("." + name.name()))
                && others.stream().noneMatch(known -> known.endsWith("." + name.name()))
                && functions.keySet().stream().noneMatch(known -> known.endsWith("." + name.name()))
                && earlier.map(files -> files.isNowhere(name.name())).orElse(false);
    }

    void createFunction(Name name, String volatility) {
        functions.merge(resolveNew(name, false), volatility, (before, now) -> before.equals(now) ? now : "unknown");
    }

    /** {@code immutable}, {@code stable} or {@code volatile} as a statement declared it; empty when none did. */
    String volatilityOf(Name function) {
        if (!function.schema().isEmpty()) {
            return volatilityOf(function, function.toString());
        }
        return path.stream()
                .map(schema -> volatilityOf(function, schema + "." + function.name()))
                .filter(volatility -> !volatility.isEmpty())
                .findFirst()
                .orElse("");
    }

    private String volatilityOf(Name function, String qualified) {
        String here = functions.getOrDefault(qualified, "");
        boolean ask = earlier.isPresent()
                && here.isEmpty()
                && BuiltinFunctions.volatility(function).equals("unknown");
        return ask ? earlier.get().volatilityOf(qualified) : here;
    }
}
