package io.github.flygate.sql;

import io.github.flygate.fact.ConstraintFact;
import io.github.flygate.sql.Definitions.ColumnDefinition;
import io.github.flygate.sql.Definitions.ConstraintDefinition;
import java.util.ArrayList;
import java.util.List;

/** Reads definitions of columns and constraints at a cursor. */
final class DefinitionReader {
    private final Cursor cursor;
    private final boolean newColumn;
    private boolean needsGrammar;

    /**
     * Reads at the cursor.
     *
     * @param newColumn what is read belongs to a column that is added to a table that is there
     */
    DefinitionReader(Cursor cursor, boolean newColumn) {
        this.cursor = cursor;
        this.newColumn = newColumn;
    }

    boolean needsGrammar() {
        return needsGrammar;
    }

    boolean atConstraint() {
        return cursor.is("constraint")
                || cursor.is("check")
                || cursor.is("unique")
                || cursor.is("primary")
                || cursor.is("foreign")
                || cursor.is("not")
                || cursor.is("exclude", "using")
                || cursor.is("exclude", "(");
    }

    private boolean atColumnConstraint() {
        return cursor.atEnd()
                || cursor.is("with", "options")
                || cursor.is("default")
                || cursor.is("null")
                || cursor.is("references")
                || cursor.is("generated")
                || cursor.is("collate")
                || atConstraint();
    }

    ColumnDefinition column() {
        String name = cursor.identifier();
        TypeNames.Type type = new TypeNames.Type("", false);
        if (!atColumnConstraint()) {
            type = TypeNames.read(cursor);
        }
        cursor.eat("with", "options");
        Column column = new Column(name, type);
        while (!cursor.atEnd()) {
            columnClause(column);
        }
        return column.build();
    }

    /** A column under construction. */
    private static final class Column {
        final String name;
        final TypeNames.Type type;
        final List<ConstraintDefinition> constraints = new ArrayList<>();
        List<Token> defaultExpression = List.of();
        boolean notNull;
        boolean autoIncrement;
        boolean generated;
        boolean stored;

        Column(String name, TypeNames.Type type) {
            this.name = name;
            this.type = type;
            this.notNull = type.serial();
            this.autoIncrement = type.serial();
        }

        ColumnDefinition build() {
            return new ColumnDefinition(
                    name,
                    type.name(),
                    notNull,
                    defaultExpression,
                    autoIncrement,
                    type.serial(),
                    generated,
                    stored,
                    List.copyOf(constraints));
        }
    }

    private void columnClause(Column column) {
        if (cursor.eat("collate")) {
            cursor.name();
            return;
        }
        if (cursor.eatAny("storage", "compression")) {
            if (!cursor.eat("default")) {
                cursor.identifier();
            }
            return;
        }
        if (cursor.eat("options")) {
            cursor.parenthesised();
            return;
        }
        String constraint = cursor.eat("constraint") ? cursor.identifier() : "";
        if (cursor.eat("not", "null")) {
            column.notNull = true;
            attributes();
        } else if (cursor.eat("null")) {
            return;
        } else if (cursor.eat("default")) {
            column.defaultExpression = restricted();
        } else if (cursor.eat("generated")) {
            generated(column);
        } else if (cursor.eat("references")) {
            column.constraints.add(references(constraint, List.of(column.name)));
        } else {
            ConstraintDefinition read = body(constraint, List.of(column.name));
            column.notNull |= read.fact().kind().equals("primary key");
            column.constraints.add(read);
        }
    }

    private List<Token> restricted() {
        Expressions expressions = new Expressions(cursor);
        List<Token> expression = expressions.restricted();
        needsGrammar |= expressions.needsGrammar();
        return expression;
    }

    private List<Token> parenthesised() {
        Expressions expressions = new Expressions(cursor);
        List<Token> expression = expressions.parenthesised();
        needsGrammar |= expressions.needsGrammar();
        return expression;
    }

    private void generated(Column column) {
        if (!cursor.eat("always")) {
            cursor.expect("by", "default");
        }
        cursor.expect("as");
        if (cursor.eat("identity")) {
            column.autoIncrement = true;
            column.notNull = true;
            if (cursor.is("(")) {
                cursor.parenthesised();
            }
            return;
        }
        parenthesised();
        column.generated = true;
        column.stored = cursor.eat("stored");
        if (!column.stored) {
            cursor.eat("virtual");
        }
    }

    /** A table constraint. */
    ConstraintDefinition tableConstraint() {
        String name = cursor.eat("constraint") ? cursor.identifier() : "";
        return body(name, List.of());
    }

    private ConstraintDefinition body(String name, List<String> column) {
        if (cursor.eat("check")) {
            List<Token> expression = parenthesised();
            return built(name, "check", column, expression, false);
        }
        if (cursor.eat("unique")) {
            if (cursor.eat("nulls")) {
                cursor.eat("not");
                cursor.expect("distinct");
            }
            return index(name, "unique", column);
        }
        if (cursor.eat("primary", "key")) {
            return index(name, "primary key", column);
        }
        if (cursor.eat("foreign", "key")) {
            List<String> columns = columnList();
            cursor.expect("references");
            return references(name, columns);
        }
        if (cursor.eat("exclude")) {
            return exclude(name);
        }
        if (cursor.eat("not", "null")) {
            return built(name, "not null", List.of(cursor.identifier()), List.of(), false);
        }
        throw cursor.unexpected("a constraint");
    }

    private ConstraintDefinition index(String name, String kind, List<String> column) {
        if (column.isEmpty() && cursor.eat("using", "index")) {
            String index = cursor.identifier();
            return built(name.isEmpty() ? index : name, kind, List.of(), List.of(), true);
        }
        List<String> columns = column.isEmpty() ? columnList() : column;
        indexParameters();
        return built(name, kind, columns, List.of(), false);
    }

    private void indexParameters() {
        if (cursor.eat("include")) {
            cursor.parenthesised();
        }
        if (cursor.eat("with")) {
            cursor.parenthesised();
        }
        if (cursor.eat("using", "index", "tablespace")) {
            cursor.identifier();
        }
    }

    private ConstraintDefinition exclude(String name) {
        if (cursor.eat("using")) {
            cursor.identifier();
        }
        cursor.parenthesised();
        needsGrammar = true;
        indexParameters();
        if (cursor.eat("where")) {
            parenthesised();
        }
        return built(name, "exclude", List.of(), List.of(), false);
    }

    private List<String> columnList() {
        List<String> columns = new ArrayList<>();
        for (List<Token> part : Cursor.split(cursor.parenthesised())) {
            Cursor item = new Cursor(part);
            if (item.is("period")
                    && item.peek(1).isIdentifier()
                    && !item.peek(1).is("without")) {
                item.next();
            }
            columns.add(item.identifier());
            item.eat("without", "overlaps");
            item.expectEnd();
        }
        return columns;
    }

    private ConstraintDefinition references(String name, List<String> columns) {
        Name referenced = cursor.name();
        if (cursor.is("(")) {
            columnList();
        }
        if (cursor.eat("match") && !cursor.eatAny("full", "partial", "simple")) {
            throw cursor.unexpected("FULL or SIMPLE");
        }
        while (cursor.eat("on")) {
            if (!cursor.eatAny("delete", "update")) {
                throw cursor.unexpected("DELETE or UPDATE");
            }
            if (!cursor.eat("no", "action") && !cursor.eatAny("restrict", "cascade")) {
                cursor.expect("set");
                if (!cursor.eatAny("null", "default")) {
                    throw cursor.unexpected("NULL or DEFAULT");
                }
                if (cursor.is("(")) {
                    columnList();
                }
            }
        }
        boolean notValid = attributes();
        return new ConstraintDefinition(
                new ConstraintFact(name, "foreign key", notValid, false, newColumn), columns, referenced, List.of());
    }

    private ConstraintDefinition built(
            String name, String kind, List<String> columns, List<Token> expression, boolean usingIndex) {
        boolean notValid = attributes();
        return new ConstraintDefinition(
                new ConstraintFact(name, kind, notValid, usingIndex, newColumn), columns, Name.NONE, expression);
    }

    /** Passes constraint attributes; true when they leave existing rows unchecked. */
    private boolean attributes() {
        boolean notValid = false;
        while (true) {
            if (cursor.eat("not", "valid") || cursor.eat("not", "enforced")) {
                notValid = true;
            } else if (cursor.eat("initially")) {
                if (!cursor.eatAny("deferred", "immediate")) {
                    throw cursor.unexpected("DEFERRED or IMMEDIATE");
                }
            } else if (!cursor.eat("not", "deferrable")
                    && !cursor.eat("no", "inherit")
                    && !cursor.eatAny("deferrable", "enforced")) {
                return notValid;
            }
        }
    }
}
