package io.github.flygate.sql;

import static io.github.flygate.model.LockMode.ACCESS_EXCLUSIVE;
import static io.github.flygate.model.LockMode.SHARE_ROW_EXCLUSIVE;
import static io.github.flygate.model.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.github.flygate.fact.AddConstraint;
import io.github.flygate.fact.AddForeignKey;
import io.github.flygate.fact.SetNotNull;
import io.github.flygate.fact.TableFact;
import io.github.flygate.fact.ValidateConstraint;
import io.github.flygate.sql.Definitions.ConstraintDefinition;
import java.util.List;

/** Adds, validates and drops constraints of a table that is there. */
final class ConstraintActions {
    private final Draft draft;
    private final TableFact table;

    ConstraintActions(Draft draft, TableFact table) {
        this.draft = draft;
        this.table = table;
    }

    /**
     * Adds one.
     *
     * @param columnDefault the default of the new column it belongs to; without one a foreign key has nothing to check
     */
    void add(ConstraintDefinition constraint, List<Token> columnDefault) {
        if (constraint.fact().notValid() && draft.tx.isOpen()) {
            draft.changes.add(() ->
                    draft.tx.made.addUnvalidated(table.name(), constraint.fact().name()));
        }
        switch (constraint.fact().kind()) {
            case "foreign key" -> foreignKey(constraint, columnDefault);
            case "unique", "primary key", "exclude" -> index(constraint);
            case "not null" -> notNull(constraint);
            default -> check(constraint);
        }
    }

    private void foreignKey(ConstraintDefinition constraint, List<Token> columnDefault) {
        TableFact referenced = draft.existing(constraint.referenced(), "table");
        draft.lock(table, SHARE_ROW_EXCLUSIVE);
        draft.lock(referenced, SHARE_ROW_EXCLUSIVE);
        draft.facts.add(new AddForeignKey(table, referenced, constraint.fact()));
        remember(constraint, referenced.name());
        boolean nothingToCheck = constraint.fact().withNewColumn() && columnDefault.isEmpty();
        if (!constraint.fact().notValid() && !nothingToCheck) {
            draft.works("scan", table);
        }
    }

    private void index(ConstraintDefinition constraint) {
        draft.lock(table, ACCESS_EXCLUSIVE);
        draft.facts.add(new AddConstraint(table, constraint.fact()));
        remember(constraint, "");
        if (!constraint.fact().usingIndex()) {
            draft.works("index build", table);
        }
        if (!constraint.fact().kind().equals("primary key") || constraint.fact().withNewColumn()) {
            return;
        }
        Relation relation = draft.schema.look(table.name());
        for (String column : constraint.columns()) {
            // Whether an older column is nullable already, only the catalog knows.
            if (relation.columns.containsKey(column)
                    && !relation.columns.get(column).type().isEmpty()
                    && !relation.column(column).notNull()) {
                becomesNotNull(column);
            }
        }
        rememberNotNull(constraint.columns());
    }

    private void notNull(ConstraintDefinition constraint) {
        String column = constraint.columns().get(0);
        draft.lock(table, ACCESS_EXCLUSIVE);
        draft.facts.add(new AddConstraint(table, constraint.fact()));
        if (!constraint.fact().notValid()) {
            becomesNotNull(column);
            rememberNotNull(constraint.columns());
            return;
        }
        String name = constraint.fact().name();
        String given = name.isEmpty() ? bareName() + "_" + column + "_not_null" : name;
        draft.changes.add(() -> draft.schema
                .touch(table.name(), "table")
                .checks
                .put(given, new Relation.NotNullCheck(column, false, !name.isEmpty())));
    }

    private void becomesNotNull(String column) {
        draft.facts.add(new SetNotNull(table, Columns.known(draft, table, column, true)));
        if (!draft.schema.look(table.name()).provenNotNull(column)) {
            draft.works("scan", table);
        }
    }

    private void rememberNotNull(List<String> columns) {
        draft.changes.add(() -> {
            Relation relation = draft.schema.touch(table.name(), "table");
            columns.forEach(name -> {
                Relation.Column column = relation.column(name);
                relation.columns.put(name, new Relation.Column(column.type(), true, column.created()));
            });
        });
    }

    private void check(ConstraintDefinition constraint) {
        draft.lock(table, ACCESS_EXCLUSIVE);
        draft.facts.add(new AddConstraint(table, constraint.fact()));
        if (!constraint.fact().notValid()) {
            draft.works("scan", table);
            draft.changes.add(() -> draft.schema.touch(table.name(), "table").checked = true);
        }
        remember(constraint, "");
    }

    private void remember(ConstraintDefinition constraint, String referenced) {
        draft.changes.add(() ->
                Constraints.remember(draft.schema.touch(table.name(), "table"), table.name(), constraint, referenced));
    }

    private String bareName() {
        return table.name().substring(table.name().lastIndexOf('.') + 1);
    }

    void validate(String name) {
        draft.lock(table, SHARE_UPDATE_EXCLUSIVE);
        draft.works("scan", table);
        draft.facts.add(new ValidateConstraint(table, name, "", draft.tx.made.isUnvalidated(table.name(), name)));
        draft.changes.add(() -> {
            Relation relation = draft.schema.touch(table.name(), "table");
            relation.checked = true;
            Relation.NotNullCheck check = relation.checks.get(name);
            if (check != null) {
                relation.checks.put(name, check.validated());
            }
        });
    }

    void drop(Cursor at) {
        at.ifExists();
        String name = at.identifier();
        draft.behavior(at);
        draft.lock(table, ACCESS_EXCLUSIVE);
        Neighbours.ofConstraint(draft, table, name);
        draft.changes.add(
                () -> Constraints.drop(draft.schema.look(table.name()), name, draft.settings.postgresMajor()));
    }

    void alter(Cursor at) {
        at.identifier();
        draft.lock(table, ACCESS_EXCLUSIVE);
        while (!at.atEnd()) {
            if (!at.eat("not", "deferrable")
                    && !at.eat("not", "enforced")
                    && !at.eat("no", "inherit")
                    && !at.eatAny("deferrable", "enforced", "inherit", "initially", "deferred", "immediate")) {
                throw at.unexpected("an attribute of the constraint");
            }
        }
    }
}
