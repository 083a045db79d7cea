package io.github.flygate.sql;

import io.github.flygate.fact.Cascade;
import io.github.flygate.fact.Fact;
import io.github.flygate.fact.TableFact;
import io.github.flygate.model.LockMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** What is being read in one statement. Nothing of it counts before the statement is read to its end. */
final class Draft {
    final StaticReader.Settings settings;
    final SchemaState schema;
    final TransactionState tx;
    final Volatility volatility;
    final List<Fact> facts = new ArrayList<>();
    final Map<TableFact, LockMode> locks = new LinkedHashMap<>();
    final Set<String> work = new LinkedHashSet<>();

    /** What the statement leaves behind, done once it is read. */
    final List<Runnable> changes = new ArrayList<>();

    /** The statements behind this one in its script. */
    List<Tokens> later = List.of();

    /** A part was passed over that only a full grammar can judge. */
    boolean needsGrammar;

    boolean opaque;
    boolean refusesTransaction;
    boolean concurrently;

    private final Map<String, TableFact> relations = new LinkedHashMap<>();
    private final BiPredicate<String, String> madeLater;

    Draft(
            StaticReader.Settings settings,
            SchemaState schema,
            TransactionState tx,
            BiPredicate<String, String> madeLater) {
        this.settings = settings;
        this.schema = schema;
        this.tx = tx;
        this.madeLater = madeLater;
        this.volatility = new Volatility(schema);
    }

    /** A relation that the statement names and that should be there. */
    TableFact table(Name name, String kindIfUnknown) {
        TableFact table = schema.table(schema.resolve(name), kindIfUnknown);
        named(table);
        return table;
    }

    /** The same; once the statement is read it is certain that the relation exists. */
    TableFact existing(Name name, String kind) {
        TableFact table = table(name, kind);
        changes.add(() -> schema.touch(table.name(), kind));
        return table;
    }

    void named(TableFact table) {
        if (!table.name().isEmpty()) {
            relations.putIfAbsent(table.name(), table);
        }
    }

    List<TableFact> relations() {
        return List.copyOf(relations.values());
    }

    void lock(TableFact table, LockMode mode) {
        if (!table.name().isEmpty()) {
            locks.merge(table, mode, (a, b) -> a.compareTo(b) >= 0 ? a : b);
        }
    }

    /** The ending of a DROP; passes CASCADE or RESTRICT. */
    void behavior(Cursor cursor) {
        if (cursor.is("cascade")) {
            List<TableFact> named = relations();
            facts.add(new Cascade(named.isEmpty() ? SchemaState.NONE : named.get(0), "whatever depends on it"));
        }
        cursor.eatAny("cascade", "restrict");
    }

    /** Work that grows with a relation; none when a pending statement made it and nobody filled it. */
    void works(String what, TableFact on) {
        if (schema.look(on.name()).filled) {
            work.add(what);
        }
    }

    /** Whether a view of this name is made by a later statement of the script. */
    boolean servedLater(String qualified) {
        return madeLater.test("view", qualified);
    }

    /** The same for something of another kind. */
    boolean madeLater(String kind, String qualified) {
        return madeLater.test(kind, qualified);
    }
}
