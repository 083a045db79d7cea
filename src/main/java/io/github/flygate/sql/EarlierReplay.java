package io.github.flygate.sql;

import io.github.flygate.sql.EarlierFile.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Replays what applied migrations have done to a few names. They went through, so that nothing is left to a grammar, and
 * a statement that names none of the names is passed over.
 */
final class EarlierReplay {
    private static final Set<String> SESSION = Set.of("set", "reset", "discard", "begin", "commit");

    private static final Set<String> QUERIES = Set.of("create_view", "create_materialized_view");

    /** Everything else changes no relation as far as it is kept. */
    private static final Set<String> READ = Set.of(
            "create_schema",
            "create_table",
            "create_foreign_table",
            "create_sequence",
            "create_index",
            "create_function",
            "create_procedure",
            "create_view",
            "create_materialized_view",
            "create_domain",
            "alter_domain",
            "alter_table",
            "alter_foreign_table",
            "alter_sequence",
            "alter_index",
            "alter_view",
            "alter_materialized_view",
            "alter_function",
            "alter_procedure",
            "alter_routine",
            "drop_table",
            "drop_foreign_table",
            "drop_sequence",
            "drop_index",
            "drop_view",
            "drop_materialized_view",
            "select",
            "do",
            "call",
            "execute",
            "unknown");

    private final StaticReader.Settings settings;
    private final List<FileWords> names;
    private final EarlierSchema schema;
    private final TransactionState tx;

    /** @param partly what was before the first file is not known */
    EarlierReplay(StaticReader.Settings settings, List<FileWords> names, boolean partly) {
        this.settings = settings;
        this.names = names;
        this.schema = new EarlierSchema(settings.defaultSchema());
        this.tx = new TransactionState(settings);
        if (partly) {
            schema.forgetAll();
        }
    }

    EarlierSchema schema() {
        return schema;
    }

    void read(EarlierFile file) {
        Optional<List<Step>> steps = file.steps();
        if (steps.isEmpty()) {
            if (file.reachesFar()) {
                schema.forgetAll();
            } else {
                schema.forget(relation -> file.mayName(FileWords.of(relation)));
            }
            return;
        }
        tx.startScript(true);
        schema.state.searchPath(List.of());
        steps.get().forEach(this::read);
        tx.endScript();
        schema.dropTemporary();
    }

    private void read(Step step) {
        if (step.kind().equals("rollback")) {
            // To a savepoint or to the start: what of the script remains is too much to ask here.
            schema.forgetAll();
        } else if (SESSION.contains(step.kind()) || setsPath(step)) {
            apply(step);
            schema.state.searchPath(
                    SessionReader.path(tx.settings.get("search_path").orElse("")));
        } else if (FarReach.is(step.kind(), step.tokens())) {
            schema.forgetAll();
        } else if (READ.contains(step.kind()) && names.stream().anyMatch(step.words()::haveAllOf)) {
            change(step);
        }
    }

    private static boolean setsPath(Step step) {
        return step.kind().equals("select") && step.statement().sql().contains("set_config");
    }

    private void change(Step step) {
        Tokens tokens = step.tokens();
        if (step.kind().equals("unknown")
                || step.kind().equals("create_schema")
                || FarReach.isOpaque(step.kind(), tokens)) {
            forgetNamed(step);
        } else if (step.kind().endsWith("_function") && !step.kind().startsWith("create")
                || step.kind().equals("alter_procedure")
                || step.kind().equals("alter_routine")) {
            schema.forgetFunctions(name -> step.words().haveAllOf(FileWords.of(name)));
        } else {
            apply(step);
        }
    }

    private void forgetNamed(Step step) {
        schema.forget(name -> step.words().haveAllOf(FileWords.of(name)));
    }

    private void apply(Step step) {
        Tokens tokens = step.tokens();
        Draft draft = new Draft(settings, schema.state, tx, (object, name) -> false);
        try {
            if (step.kind().equals("select")) {
                QueryReader.settings(draft, tokens);
                into(draft, tokens);
            } else if (QUERIES.contains(step.kind()) || isFromQuery(step.kind(), tokens)) {
                fromQuery(draft, tokens);
            } else if (!isOfNothing(tokens)) {
                StatementReader.readApplied(draft, tokens, step.kind());
            }
            draft.changes.forEach(Runnable::run);
        } catch (RuntimeException | StackOverflowError e) {
            // Whatever it was: what cannot be read makes unknown what it names, and never ends the reading.
            forgetNamed(step);
        }
    }

    private static boolean isFromQuery(String kind, Tokens tokens) {
        return kind.equals("create_table") && find(tokens, "as").isPresent();
    }

    /** Behind a word outside of brackets. */
    private static Optional<Cursor> find(Tokens tokens, String word) {
        Cursor cursor = new Cursor(tokens.list());
        while (!cursor.atEnd()) {
            if (cursor.eat(word)) {
                return Optional.of(cursor);
            }
            cursor.skip();
        }
        return Optional.empty();
    }

    private void into(Draft draft, Tokens tokens) {
        find(tokens, "into").ifPresent(cursor -> {
            boolean temporary = CreateTableReader.temporary(cursor);
            cursor.eat("unlogged");
            cursor.eat("table");
            made(draft, cursor.name(), "table", temporary, false);
        });
    }

    private void fromQuery(Draft draft, Tokens tokens) {
        Cursor cursor = new Cursor(tokens.list());
        cursor.expect("create").eat("or", "replace");
        boolean temporary = CreateTableReader.temporary(cursor);
        cursor.eat("unlogged");
        cursor.eat("recursive");
        String kind = Kinds.object(cursor);
        cursor.expect(kind.split(" ", -1));
        boolean ifNotExists = cursor.ifNotExists();
        made(draft, cursor.name(), kind, temporary, ifNotExists);
    }

    private void made(Draft draft, Name name, String kind, boolean temporary, boolean ifNotExists) {
        String qualified = schema.state.resolveNew(name, temporary);
        draft.changes.add(() -> {
            Relation relation = schema.state.create(qualified, kind, temporary, ifNotExists);
            relation.moreColumns |= relation.columns.isEmpty();
        });
    }

    /** ALTER … IF EXISTS of what nobody has made. */
    private boolean isOfNothing(Tokens tokens) {
        Cursor cursor = new Cursor(tokens.list());
        if (!cursor.eat("alter")) {
            return false;
        }
        cursor.expect(Kinds.object(cursor).split(" ", -1));
        if (!cursor.ifExists()) {
            return false;
        }
        cursor.eat("only");
        String name = schema.state.resolve(cursor.name());
        return !schema.state.relations.containsKey(name) && !schema.state.indexes.tables.containsKey(name);
    }
}
