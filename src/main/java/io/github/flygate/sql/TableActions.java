package io.github.flygate.sql;

import static io.github.flygate.model.LockMode.ACCESS_EXCLUSIVE;
import static io.github.flygate.model.LockMode.SHARE_ROW_EXCLUSIVE;

import io.github.flygate.fact.AddColumn;
import io.github.flygate.fact.ColumnFact;
import io.github.flygate.fact.CreateIfNotExists;
import io.github.flygate.fact.DropColumn;
import io.github.flygate.fact.TableFact;
import io.github.flygate.model.LockMode;
import io.github.flygate.sql.Definitions.ColumnDefinition;
import io.github.flygate.sql.Definitions.ConstraintDefinition;
import java.util.ArrayList;
import java.util.List;

/** The actions of ALTER TABLE on columns, constraints, triggers and rules. */
final class TableActions {
    private final Draft draft;
    private final TableFact table;
    private final ConstraintActions constraints;
    private final ColumnActions columns;
    private final List<ColumnDefinition> added = new ArrayList<>();

    TableActions(Draft draft, TableFact table, List<List<Token>> all) {
        this.draft = draft;
        this.table = table;
        this.constraints = new ConstraintActions(draft, table);
        this.columns = new ColumnActions(draft, table, all);
    }

    /** Reads one action; false when it is none of these. */
    boolean read(Cursor at) {
        if (at.eat("add")) {
            add(at);
        } else if (at.eat("drop", "constraint")) {
            constraints.drop(at);
        } else if (at.eat("drop")) {
            drop(at);
        } else if (at.eat("alter", "constraint")) {
            constraints.alter(at);
        } else if (at.eat("alter")) {
            at.eat("column");
            columns.alter(at);
        } else if (at.eat("validate", "constraint")) {
            constraints.validate(at.identifier());
        } else if (at.is("enable") || at.is("disable") || at.is("force") || at.is("no", "force")) {
            toggle(at);
        } else {
            return identity(at);
        }
        return true;
    }

    /** What is said once of all actions. */
    void end() {
        List<String> key = added.stream()
                .flatMap(column -> column.constraints().stream())
                .filter(constraint -> constraint.fact().kind().equals("primary key"))
                .flatMap(constraint -> constraint.columns().stream())
                .toList();
        draft.facts.addAll(NewColumnsReader.of(table, added, key));
    }

    private boolean identity(Cursor at) {
        if (at.eat("replica", "identity")) {
            if (at.is("nothing")) {
                OtherObjects.table(draft, table, "replica identity", "nothing");
            }
            if (!at.eatAny("default", "full", "nothing")) {
                at.expect("using", "index").identifier();
            }
        } else if (at.eat("of")) {
            at.name();
        } else if (at.eat("options")) {
            at.parenthesised();
        } else if (!at.eat("not", "of")) {
            return false;
        }
        lock(ACCESS_EXCLUSIVE);
        return true;
    }

    private void lock(LockMode mode) {
        draft.lock(table, mode);
    }

    private void toggle(Cursor at) {
        boolean off = at.eat("no");
        boolean force = at.eat("force");
        boolean on = !off && (force || at.is("enable"));
        if (!force && !at.eatAny("enable", "disable")) {
            throw at.unexpected("ENABLE or DISABLE");
        }
        if (at.eat("row", "level", "security")) {
            lock(ACCESS_EXCLUSIVE);
            if (on) {
                OtherObjects.table(draft, table, "row security", force ? "force" : "enable");
            }
            return;
        }
        at.eatAny("replica", "always");
        if (at.eat("rule")) {
            at.identifier();
            lock(ACCESS_EXCLUSIVE);
        } else {
            at.expect("trigger");
            if (!at.eatAny("all", "user")) {
                at.identifier();
            }
            lock(SHARE_ROW_EXCLUSIVE);
        }
    }

    private void add(Cursor at) {
        DefinitionReader constraint = new DefinitionReader(at, false);
        if (constraint.atConstraint()) {
            ConstraintDefinition definition = constraint.tableConstraint();
            draft.needsGrammar |= constraint.needsGrammar();
            constraints.add(definition, List.of());
            return;
        }
        at.eat("column");
        boolean ifNotExists = at.ifNotExists();
        DefinitionReader reader = new DefinitionReader(at, true);
        ColumnDefinition column = reader.column();
        if (column.type().isEmpty()) {
            throw at.unexpected("a type");
        }
        draft.needsGrammar |= reader.needsGrammar();
        addColumn(column, ifNotExists);
    }

    private void addColumn(ColumnDefinition column, boolean ifNotExists) {
        lock(ACCESS_EXCLUSIVE);
        ColumnFact fact = Columns.added(draft, column);
        added.add(column);
        boolean virtual = column.generated() && !column.stored() && draft.settings.postgresMajor() >= 18;
        boolean stored = column.generated() && !virtual;
        boolean constrainedDomain = draft.schema.refusesValues(column.type());
        draft.facts.add(new AddColumn(table, fact, stored, constrainedDomain));
        if (ifNotExists) {
            draft.facts.add(new CreateIfNotExists(
                    table, "column", column.name(), List.of(column.name() + " " + column.type())));
        }
        boolean moving =
                fact.volatility().equals("volatile") || fact.volatility().equals("unknown");
        if (column.autoIncrement() || stored || constrainedDomain || moving) {
            draft.works("rewrite", table);
        }
        column.constraints().forEach(constraint -> constraints.add(constraint, column.defaultExpression()));
        draft.changes.add(() -> {
            Relation relation = draft.schema.touch(table.name(), "table");
            if (ifNotExists && draft.schema.isEarlier() && !relation.isWhole()) {
                relation.columns.putIfAbsent(column.name(), Relation.Column.UNKNOWN);
            } else if (!ifNotExists || !relation.columns.containsKey(column.name())) {
                relation.columns.put(column.name(), new Relation.Column(column.type(), column.notNull(), true));
                relation.values.put(column.name(), Columns.value(column));
                draft.schema.createSequence(table.name(), column);
            }
        });
    }

    private void drop(Cursor at) {
        at.eat("column");
        at.ifExists();
        String name = at.identifier();
        draft.behavior(at);
        lock(ACCESS_EXCLUSIVE);
        Neighbours.ofColumn(draft, table, name);
        draft.facts.add(new DropColumn(table, Columns.known(draft, table, name), List.of()));
        draft.changes.add(() -> {
            Relation relation = draft.schema.touch(table.name(), "table");
            relation.columns.remove(name);
            relation.values.remove(name);
            Constraints.dropColumn(relation, name);
        });
    }
}
