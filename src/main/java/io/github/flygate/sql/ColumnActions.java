package io.github.flygate.sql;

import static io.github.flygate.model.LockMode.ACCESS_EXCLUSIVE;
import static io.github.flygate.model.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.github.flygate.fact.AlterColumn;
import io.github.flygate.fact.AlterColumnType;
import io.github.flygate.fact.ColumnFact;
import io.github.flygate.fact.SetNotNull;
import io.github.flygate.fact.TableFact;
import java.util.List;

/** ALTER COLUMN of a table that is there. */
final class ColumnActions {
    private final Draft draft;
    private final TableFact table;
    private final List<List<Token>> allActions;

    ColumnActions(Draft draft, TableFact table, List<List<Token>> allActions) {
        this.draft = draft;
        this.table = table;
        this.allActions = allActions;
    }

    void alter(Cursor at) {
        if (at.peek().kind() == Token.Kind.NUMBER) {
            // A column of an index.
            at.next();
            at.expect("set", "statistics");
            at.rest();
            draft.lock(table, SHARE_UPDATE_EXCLUSIVE);
            return;
        }
        String column = at.identifier();
        if (at.is("set", "statistics") || at.is("set", "(") || at.is("reset", "(")) {
            at.next();
            at.eat("statistics");
            at.eat("-");
            at.skip();
            draft.lock(table, SHARE_UPDATE_EXCLUSIVE);
            return;
        }
        draft.lock(table, ACCESS_EXCLUSIVE);
        if (at.eat("set", "data", "type") || at.eat("type")) {
            type(at, column);
        } else if (at.eat("set", "not", "null")) {
            setNotNull(column);
        } else if (at.eat("drop", "not", "null")) {
            changes(column, "nulls allowed", false);
            remember(column, false);
        } else if (at.eat("set", "default", "null") || at.eat("drop", "default")) {
            removes(column, "default removed");
            filledBy(column, Relation.Value.NONE);
        } else if (at.eat("set", "default")) {
            Expressions expressions = new Expressions(at);
            String expression = Tokens.canonical(expressions.any());
            draft.needsGrammar |= expressions.needsGrammar();
            filledBy(column, new Relation.Value(expression, false, false));
        } else if (at.eat("set", "expression", "as")) {
            at.parenthesised();
            draft.works("rewrite", table);
        } else {
            boolean identity = at.is("add", "generated");
            if (identity || at.is("drop", "identity") || at.is("drop", "expression")) {
                filledBy(column, new Relation.Value("", identity, false));
            }
            attribute(at, column);
        }
    }

    private void removes(String column, String change) {
        changes(column, change, LaterActions.giveValue(draft, table, column, allActions));
    }

    private void changes(String column, String change, boolean undone) {
        boolean notNull = change.startsWith("identity");
        draft.facts.add(new AlterColumn(table, Columns.known(draft, table, column, notNull), change, undone));
    }

    private void attribute(Cursor at, String column) {
        if (at.eat("drop", "expression")) {
            at.ifExists();
            removes(column, "expression removed");
        } else if (at.eat("drop", "identity")) {
            at.ifExists();
            removes(column, "identity removed");
        } else if (at.eatAny("options")) {
            at.parenthesised();
        } else if (at.eat("set", "storage") || at.eat("set", "compression")) {
            if (!at.eat("default")) {
                at.identifier();
            }
        } else if (at.eat("add", "generated")) {
            generated(at, column);
            at.expect("as", "identity");
            if (at.is("(")) {
                at.parenthesised();
            }
        } else if (at.is("set") || at.is("restart")) {
            identityOptions(at, column);
        } else {
            throw at.unexpected("an action on the column");
        }
    }

    private void generated(Cursor at, String column) {
        if (at.eat("always")) {
            changes(column, "identity always", false);
        } else {
            at.expect("by", "default");
        }
    }

    private void identityOptions(Cursor at, String column) {
        while (!at.atEnd()) {
            at.eat("set");
            if (at.eat("generated")) {
                generated(at, column);
            } else if (!at.eat("no", "minvalue")
                    && !at.eat("no", "maxvalue")
                    && !at.eat("no", "cycle")
                    && !at.eat("cycle")) {
                if (!at.eatAny("restart", "increment", "start", "minvalue", "maxvalue", "cache")) {
                    throw at.unexpected("an option of the identity");
                }
                at.eatAny("by", "with");
                at.eat("-");
                if (at.peek().kind() == Token.Kind.NUMBER) {
                    at.next();
                }
            }
        }
    }

    private void type(Cursor at, String column) {
        TypeNames.Type type = TypeNames.read(at);
        boolean collated = at.eat("collate");
        if (collated) {
            at.name();
        }
        List<Token> using = List.of();
        if (at.eat("using")) {
            Expressions expressions = new Expressions(at);
            using = expressions.any();
            draft.needsGrammar |= expressions.needsGrammar();
        }
        ColumnFact known = Columns.known(draft, table, column);
        String zone = draft.tx.settings.get("timezone").orElse(draft.settings.timeZone());
        String rewrites = TypeChange.rewrites(known.oldType(), type.name(), column, using, zone);
        ColumnFact fact = new ColumnFact(
                column,
                type.name(),
                known.oldType(),
                known.notNull(),
                known.defaultExpression(),
                known.volatility(),
                known.autoIncrement(),
                known.generated(),
                known.createdInThisMigration(),
                known.provenNotNull());
        draft.facts.add(new AlterColumnType(table, fact, rewrites, !using.isEmpty(), List.of(), List.of()));
        if (!rewrites.equals("no")) {
            draft.works("rewrite", table);
        }
        draft.changes.add(() -> {
            Relation relation = draft.schema.touch(table.name(), "table");
            Relation.Column before = relation.column(column);
            relation.columns.put(column, new Relation.Column(type.name(), before.notNull(), before.created()));
        });
    }

    private void setNotNull(String column) {
        boolean proven = draft.schema.look(table.name()).provenNotNull(column) && !dropsTheProof(column);
        ColumnFact known = Columns.known(draft, table, column, true);
        ColumnFact fact = new ColumnFact(
                column,
                known.type(),
                known.oldType(),
                true,
                known.defaultExpression(),
                known.volatility(),
                known.autoIncrement(),
                known.generated(),
                known.createdInThisMigration(),
                proven);
        draft.facts.add(new SetNotNull(table, fact));
        if (!proven) {
            draft.works("scan", table);
        }
        remember(column, true);
    }

    /** In one statement the server drops constraints first, and the proof with them. */
    private boolean dropsTheProof(String column) {
        Relation relation = draft.schema.look(table.name());
        if (relation.column(column).notNull()) {
            return false;
        }
        return allActions.stream()
                .map(Cursor::new)
                .filter(action -> action.eat("drop", "constraint"))
                .map(action -> {
                    action.ifExists();
                    return action.identifier();
                })
                .anyMatch(name -> {
                    Relation.NotNullCheck check = relation.checks.get(name);
                    return check != null && check.column().equals(column);
                });
    }

    private void filledBy(String column, Relation.Value value) {
        draft.changes.add(() -> draft.schema.touch(table.name(), "table").values.put(column, value));
    }

    private void remember(String column, boolean notNull) {
        draft.changes.add(() -> {
            Relation relation = draft.schema.touch(table.name(), "table");
            Relation.Column before = relation.column(column);
            relation.columns.put(column, new Relation.Column(before.type(), notNull, before.created()));
        });
    }
}
