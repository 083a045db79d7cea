package io.github.flygate.sql;

import io.github.flygate.sql.Query.RowChange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.parser.AbstractJSqlParser.Dialect;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.ParenthesedStatement;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.create.table.CreateTable;
import net.sf.jsqlparser.statement.create.view.CreateView;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.delete.ParenthesedDelete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.insert.ParenthesedInsert;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.statement.update.ParenthesedUpdate;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.util.TablesNamesFinder;
import org.jspecify.annotations.Nullable;

/** Reads queries, changes of rows, tables and views with JSqlParser, as far as the reading is proved. */
final class JSqlReader {
    private final Set<Name> functions = new LinkedHashSet<>();
    private final List<RowChange> changes = new ArrayList<>();
    private volatile @Nullable CCJSqlParser running;

    private JSqlReader() {}

    /** {@link Unreadable} when JSqlParser refuses the statement, or prints back something else than was written. */
    static Query read(Tokens tokens) {
        JSqlReader reader = new JSqlReader();
        return TimeBox.run("JSqlParser", () -> reader.proved(tokens), reader::stop);
    }

    private void stop() {
        CCJSqlParser parser = running;
        if (parser != null) {
            parser.interrupted = true;
        }
    }

    private Query proved(Tokens tokens) {
        Statement statement = parse(tokens.canonical());
        String printed = statement.toString();
        if (!EqualTokens.same(tokens.list(), Tokenizer.tokenize(printed).list())) {
            throw new Unreadable("JSqlParser read something else: " + printed);
        }
        return query(statement);
    }

    private Statement parse(String sql) {
        try {
            return parser(sql, false).Statement();
        } catch (ParseException | RuntimeException e) {
            try {
                return parser(sql, true).Statement();
            } catch (ParseException again) {
                throw new Unreadable("JSqlParser refused it");
            }
        }
    }

    private CCJSqlParser parser(String sql, boolean complex) {
        CCJSqlParser parser =
                CCJSqlParserUtil.newParser(sql).withDialect(Dialect.POSTGRESQL).withAllowComplexParsing(complex);
        running = parser;
        return parser;
    }

    private Query query(Statement statement) {
        change(statement);
        Set<Name> relations = new LinkedHashSet<>();
        changes.forEach(change -> relations.add(change.table()));
        for (String table : new Finder().getTables(source(statement))) {
            relations.add(Names.parse(table));
        }
        return new Query(List.copyOf(relations), List.copyOf(functions), changes);
    }

    /** The query inside, so that a view is not taken for a relation that its own query reads. */
    private static Statement source(Statement statement) {
        if (statement instanceof CreateView view) {
            return view.getSelect();
        }
        Select select = statement instanceof CreateTable table ? table.getSelect() : null;
        return select == null ? statement : select;
    }

    private void change(Statement statement) {
        if (statement instanceof Insert insert) {
            with(insert.getWithItemsList());
            boolean values = insert.getSelect() == null || insert.getSelect() instanceof Values;
            changes.add(new RowChange(name(insert.getTable()), "insert", false, !values));
            if (insert.getSelect() != null) {
                with(insert.getSelect().getWithItemsList());
            }
        } else if (statement instanceof Update update) {
            with(update.getWithItemsList());
            changes.add(new RowChange(name(update.getTable()), "update", everyRow(update.getWhere()), false));
        } else if (statement instanceof Delete delete) {
            with(delete.getWithItemsList());
            changes.add(new RowChange(name(delete.getTable()), "delete", everyRow(delete.getWhere()), false));
        } else if (statement instanceof Merge merge) {
            with(merge.getWithItemsList());
            changes.add(new RowChange(name(merge.getTable()), "merge", false, false));
        } else if (statement instanceof Select select) {
            with(select.getWithItemsList());
        }
    }

    private void with(@Nullable List<WithItem<?>> items) {
        if (items == null) {
            return;
        }
        for (WithItem<?> item : items) {
            ParenthesedStatement inner = item.getParenthesedStatement();
            if (inner instanceof ParenthesedInsert insert) {
                change(insert.getInsert());
            } else if (inner instanceof ParenthesedUpdate update) {
                change(update.getUpdate());
            } else if (inner instanceof ParenthesedDelete delete) {
                change(delete.getDelete());
            }
        }
    }

    private static boolean everyRow(@Nullable Expression where) {
        return where == null
                || Conditions.alwaysTrue(Tokenizer.tokenize(where.toString()).list());
    }

    private static Name name(@Nullable Table table) {
        if (table == null) {
            throw new Unreadable("JSqlParser names no table");
        }
        return Names.parse(table.getFullyQualifiedName());
    }

    private final class Finder extends TablesNamesFinder<Void> {
        @Override
        public <S> Void visit(Function function, S context) {
            functions.add(Names.parse(function.getName()));
            return super.visit(function, context);
        }
    }
}
