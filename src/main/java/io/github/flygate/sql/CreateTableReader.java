package io.github.flygate.sql;

import io.github.flygate.fact.AddForeignKey;
import io.github.flygate.fact.ConstraintFact;
import io.github.flygate.fact.CreateIfNotExists;
import io.github.flygate.fact.TableFact;
import io.github.flygate.model.LockMode;
import io.github.flygate.sql.Definitions.ColumnDefinition;
import io.github.flygate.sql.Definitions.ConstraintDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CREATE TABLE with a list of columns, of a type, or as a partition. JSqlParser or the PostgreSQL grammar has accepted
 * the statement before; this reads the elements, which JSqlParser leaves as loose words.
 */
final class CreateTableReader {
    private final Draft draft;
    private final Cursor cursor;
    private final List<ColumnDefinition> columns = new ArrayList<>();
    private final List<String> key = new ArrayList<>();
    private final Map<Name, ConstraintFact> references = new LinkedHashMap<>();
    private final List<ConstraintDefinition> constraints = new ArrayList<>();
    private String partitionOf = "";
    private boolean moreColumns;
    private boolean inherits;

    private CreateTableReader(Draft draft, Cursor cursor) {
        this.draft = draft;
        this.cursor = cursor;
    }

    /** Reads behind {@code CREATE}. */
    static void read(Draft draft, Cursor cursor) {
        new CreateTableReader(draft, cursor).read();
    }

    private void read() {
        boolean temporary = temporary(cursor);
        cursor.eat("unlogged");
        boolean foreign = cursor.eat("foreign");
        cursor.expect("table");
        boolean ifNotExists = cursor.ifNotExists();
        String name = draft.schema.resolveNew(cursor.name(), temporary);
        draft.needsGrammar = true;
        TableFact named = draft.schema.made(name, foreign ? "foreign table" : "table", temporary, ifNotExists);
        draft.named(named);
        if (cursor.eat("partition", "of")) {
            TableFact parent = draft.existing(cursor.name(), "partitioned table");
            PartitionActions.create(draft, parent, named);
            partitionOf = parent.name();
        } else if (cursor.eat("of")) {
            moreColumns = true;
            cursor.name();
        }
        if (cursor.is("(")) {
            elements(cursor.parenthesised());
        }
        String kind = tail(foreign ? "foreign table" : "table");
        TableFact made = new TableFact(name, kind, true, temporary);
        if (ifNotExists) {
            List<String> written = columns.stream()
                    .map(column -> column.name() + " " + column.type())
                    .toList();
            draft.facts.add(new CreateIfNotExists(made, "table", name, written));
        }
        if (named.createdInThisMigration()) {
            draft.facts.addAll(NewColumnsReader.of(made, columns, key));
            references.forEach((referenced, constraint) -> reference(made, referenced, constraint));
        }
        draft.changes.add(() -> {
            Relation relation = draft.schema.create(name, kind, temporary, ifNotExists);
            if (relation.created) {
                remember(relation, name);
                columns.forEach(column -> draft.schema.createSequence(name, column));
            }
        });
    }

    private void remember(Relation relation, String name) {
        Columns.remember(relation, columns);
        constraints.forEach(constraint -> Constraints.remember(
                relation,
                name,
                constraint,
                constraint.referenced().isEmpty() ? "" : draft.schema.resolve(constraint.referenced())));
        relation.moreColumns |= moreColumns;
        relation.inherits |= inherits;
        if (!partitionOf.isEmpty()) {
            relation.partitionOf(partitionOf);
        }
    }

    static boolean temporary(Cursor cursor) {
        cursor.eatAny("local", "global");
        return cursor.eatAny("temp", "temporary");
    }

    private void elements(List<Token> list) {
        if (list.isEmpty()) {
            return;
        }
        for (List<Token> element : Cursor.split(list)) {
            Cursor at = new Cursor(element);
            if (at.eat("like")) {
                draft.existing(at.name(), "table");
                moreColumns = true;
                continue;
            }
            DefinitionReader reader = new DefinitionReader(at, false);
            if (reader.atConstraint()) {
                constraint(reader.tableConstraint());
            } else {
                ColumnDefinition column = reader.column();
                columns.add(column);
                column.constraints().forEach(this::constraint);
            }
            at.expectEnd();
        }
    }

    private void constraint(ConstraintDefinition constraint) {
        constraints.add(constraint);
        if (!constraint.referenced().isEmpty()) {
            references.putIfAbsent(constraint.referenced(), constraint.fact());
        }
        if (constraint.fact().kind().equals("primary key")) {
            key.addAll(constraint.columns());
            columns.replaceAll(column -> constraint.columns().contains(column.name()) ? notNull(column) : column);
        }
    }

    private static ColumnDefinition notNull(ColumnDefinition column) {
        return new ColumnDefinition(
                column.name(),
                column.type(),
                true,
                column.defaultExpression(),
                column.autoIncrement(),
                column.serial(),
                column.generated(),
                column.stored(),
                column.constraints());
    }

    private void reference(TableFact made, Name name, ConstraintFact constraint) {
        String resolved = draft.schema.resolve(name);
        if (resolved.equals(made.name())) {
            draft.facts.add(new AddForeignKey(made, made, constraint));
            return;
        }
        TableFact referenced = draft.existing(name, "table");
        draft.lock(referenced, LockMode.SHARE_ROW_EXCLUSIVE);
        draft.facts.add(new AddForeignKey(made, referenced, constraint));
    }

    private String tail(String kind) {
        String result = kind;
        while (!cursor.atEnd()) {
            if (cursor.eat("inherits")) {
                inherits = true;
                for (List<Token> parent : Cursor.split(cursor.parenthesised())) {
                    draft.lock(draft.existing(new Cursor(parent).name(), "table"), LockMode.SHARE_UPDATE_EXCLUSIVE);
                }
            } else if (cursor.eat("partition", "by")) {
                result = "partitioned table";
            } else {
                cursor.skip();
            }
        }
        return result;
    }
}
