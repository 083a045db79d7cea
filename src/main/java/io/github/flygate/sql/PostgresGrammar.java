package io.github.flygate.sql;

import io.github.flygate.sql.Query.RowChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLLexer;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Delete_stmt_for_psqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.From_primaryContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Function_callContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Insert_stmt_for_psqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Merge_stmt_for_psqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Select_primaryContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Update_stmt_for_psqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.With_queryContext;

/** pgCodeKeeper's grammar of PostgreSQL. Its first use costs about a second, so it is asked last. */
final class PostgresGrammar {
    private final String sql;
    private final Set<Name> relations = new LinkedHashSet<>();
    private final Set<Name> functions = new LinkedHashSet<>();
    private final Set<String> withNames = new HashSet<>();
    private final List<RowChange> changes = new ArrayList<>();

    private PostgresGrammar(String sql) {
        this.sql = sql;
    }

    /** What exactly one statement says; {@link Unreadable} when the grammar refuses it. */
    static Query read(String sql) {
        return TimeBox.run("the PostgreSQL grammar", () -> new PostgresGrammar(sql).read(), () -> {});
    }

    private Query read() {
        ParserRuleContext root;
        try {
            root = parse(PredictionMode.SLL);
        } catch (Unreadable e) {
            // The fast mode may refuse what the exact one accepts, never the other way round.
            root = parse(PredictionMode.LL);
        }
        walk(root);
        relations.removeIf(name -> name.schema().isEmpty() && withNames.contains(name.name()));
        Set<Name> all = new LinkedHashSet<>();
        changes.forEach(change -> all.add(change.table()));
        all.addAll(relations);
        return new Query(List.copyOf(all), List.copyOf(functions), changes);
    }

    private ParserRuleContext parse(PredictionMode mode) {
        SQLLexer lexer = new SQLLexer(CharStreams.fromString(sql));
        SQLParser parser = new SQLParser(new CommonTokenStream(lexer));
        lexer.removeErrorListeners();
        parser.removeErrorListeners();
        lexer.addErrorListener(Refusal.INSTANCE);
        parser.addErrorListener(Refusal.INSTANCE);
        parser.addParseListener(new Watch());
        parser.getInterpreter().setPredictionMode(mode);
        SQLParser.SqlContext root = parser.sql();
        if (root.statement().size() != 1) {
            throw new Unreadable(
                    "expected one statement, found " + root.statement().size());
        }
        return root;
    }

    /** Lets an abandoned parse end. */
    private static final class Watch implements ParseTreeListener {
        @Override
        public void enterEveryRule(ParserRuleContext context) {
            if (Thread.currentThread().isInterrupted()) {
                throw new Unreadable("interrupted");
            }
        }

        @Override
        public void exitEveryRule(ParserRuleContext context) {}

        @Override
        public void visitTerminal(TerminalNode node) {}

        @Override
        public void visitErrorNode(ErrorNode node) {}
    }

    private static final class Refusal extends BaseErrorListener {
        static final Refusal INSTANCE = new Refusal();

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object symbol,
                int line,
                int column,
                String message,
                @Nullable RecognitionException e) {
            throw new Unreadable(shortened(message));
        }

        private static String shortened(String message) {
            int expecting = message.indexOf(" expecting {");
            String head = expecting > 0 ? message.substring(0, expecting) : message;
            return head.length() > 200 ? head.substring(0, 200) + "…" : head;
        }
    }

    private void walk(ParserRuleContext root) {
        Deque<ParseTree> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            ParseTree tree = open.pop();
            if (tree instanceof ParserRuleContext context) {
                visit(context);
                for (int i = context.getChildCount() - 1; i >= 0; i--) {
                    open.push(context.getChild(i));
                }
            }
        }
    }

    private void visit(ParserRuleContext context) {
        if (context instanceof From_primaryContext from) {
            relation(from.schema_qualified_name());
        } else if (context instanceof Select_primaryContext select) {
            relation(select.schema_qualified_name());
        } else if (context instanceof Function_callContext call) {
            if (call.schema_qualified_name_nontype() != null) {
                functions.add(Names.parse(text(call.schema_qualified_name_nontype())));
            }
        } else if (context instanceof With_queryContext with) {
            withNames.add(Names.parse(text(with.query_name)).name());
        } else {
            change(context);
        }
    }

    private void change(ParserRuleContext context) {
        if (context instanceof Insert_stmt_for_psqlContext insert) {
            boolean values = insert.select_stmt() == null || isValues(insert.select_stmt());
            changes.add(new RowChange(name(insert.insert_table_name), "insert", false, !values));
        } else if (context instanceof Update_stmt_for_psqlContext update) {
            boolean every = update.cursor == null && everyRow(update.vex());
            changes.add(new RowChange(name(update.update_table_name), "update", every, false));
        } else if (context instanceof Delete_stmt_for_psqlContext delete) {
            boolean every = delete.cursor == null && everyRow(delete.vex());
            changes.add(new RowChange(name(delete.delete_table_name), "delete", every, false));
        } else if (context instanceof Merge_stmt_for_psqlContext merge) {
            changes.add(new RowChange(name(merge.merge_table_name), "merge", false, false));
        }
    }

    private boolean isValues(ParserRuleContext select) {
        return text(select).regionMatches(true, 0, "values", 0, 6);
    }

    private boolean everyRow(@Nullable ParserRuleContext condition) {
        return condition == null
                || Conditions.alwaysTrue(Tokenizer.tokenize(text(condition)).list());
    }

    private void relation(@Nullable ParserRuleContext name) {
        if (name != null) {
            relations.add(name(name));
        }
    }

    private Name name(ParserRuleContext name) {
        return Names.parse(text(name));
    }

    private static String text(ParserRuleContext context) {
        CharStream input = context.start.getInputStream();
        int end = context.stop == null ? context.start.getStopIndex() : context.stop.getStopIndex();
        return end < context.start.getStartIndex()
                ? ""
                : input.getText(Interval.of(context.start.getStartIndex(), end));
    }
}
