package io.github.flygate.sql;

import io.github.flygate.fact.TableFact;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the statements so far have made, dropped and renamed, over all scripts. */
final class SchemaState {
    static final TableFact NONE = new TableFact("", "unknown", false, false);
    private static final String TEMPORARY_SCHEMA = "pg_temp";

    private final String defaultSchema;
    private final Map<String, Relation> relations = new HashMap<>();
    private final Map<String, String> indexTables = new HashMap<>();
    private final Map<String, String> functions = new HashMap<>();
    /** Domains that pending statements made or constrained, and whether they refuse values. */
    private final Map<String, Boolean> domains = new HashMap<>();

    private final Set<String> newDomains = new HashSet<>();
    private final Set<String> others = new HashSet<>();
    private List<String> path;

    SchemaState(String defaultSchema) {
        this.defaultSchema = defaultSchema;
        this.path = List.of(defaultSchema);
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
            if (relations.containsKey(qualified) || indexTables.containsKey(qualified)) {
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
        Relation relation = relations.get(qualified);
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
        return ifNotExists && relations.containsKey(qualified)
                ? table(qualified, kind)
                : new TableFact(qualified, kind, true, temporary);
    }

    /** What is known; a relation that nobody made existed before. */
    Relation look(String qualified) {
        Relation relation = relations.get(qualified);
        return relation == null ? new Relation("unknown", false, false) : relation;
    }

    /** The same, remembered. */
    Relation touch(String qualified, String kind) {
        return relations.computeIfAbsent(qualified, name -> new Relation(kind, false, false));
    }

    /** Makes a relation, unless IF NOT EXISTS meets one that certainly existed before. */
    Relation create(String qualified, String kind, boolean temporary, boolean ifNotExists) {
        Relation there = relations.get(qualified);
        if (there != null && ifNotExists) {
            return there;
        }
        Relation relation = new Relation(kind, true, temporary);
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
        relations.remove(qualified);
        indexTables.remove(qualified);
        indexTables.values().removeIf(qualified::equals);
    }

    void rename(String from, String to) {
        Relation relation = relations.remove(from);
        if (relation != null) {
            relations.put(to, relation);
        }
        String table = indexTables.remove(from);
        if (table != null) {
            indexTables.put(to, table);
        }
        indexTables.replaceAll((index, indexed) -> indexed.equals(from) ? to : indexed);
    }

    void createIndex(String index, String table) {
        indexTables.put(index, table);
    }

    /** The table of an index that a pending statement made; empty when it is not known. */
    String tableOfIndex(String index) {
        return indexTables.getOrDefault(index, "");
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

    /** Whether a type is a domain of which a pending statement said that it refuses values. */
    boolean refusesValues(String type) {
        return domains.getOrDefault(type, false)
                || path.stream().anyMatch(schema -> domains.getOrDefault(schema + "." + type, false));
    }

    /** {@code schema.name} of a domain that is there. */
    String resolveType(Name name) {
        return path.stream()
                .map(schema -> schema + "." + name.name())
                .filter(qualified -> name.schema().isEmpty() && domains.containsKey(qualified))
                .findFirst()
                .orElseGet(() -> resolveNew(name, false));
    }

    /** Remembers what is no relation; {@code kind} as in CREATE. */
    void make(String kind, String qualified) {
        others.add(kind + " " + qualified);
    }

    /** Whether a pending statement made it. */
    boolean isMade(String kind, String qualified) {
        return others.contains(kind + " " + qualified);
    }

    void createFunction(Name name, String volatility) {
        functions.merge(resolveNew(name, false), volatility, (before, now) -> before.equals(now) ? now : "unknown");
    }

    /** {@code immutable}, {@code stable} or {@code volatile} as a pending statement declared it; empty when none did. */
    String volatilityOf(Name function) {
        if (!function.schema().isEmpty()) {
            return functions.getOrDefault(function.toString(), "");
        }
        return path.stream()
                .map(schema -> functions.getOrDefault(schema + "." + function.name(), ""))
                .filter(volatility -> !volatility.isEmpty())
                .findFirst()
                .orElse("");
    }
}
