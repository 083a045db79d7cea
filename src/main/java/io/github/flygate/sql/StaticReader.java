package io.github.flygate.sql;

import io.github.flygate.fact.Fact;
import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.FlywayFact;
import io.github.flygate.fact.LockSecondTable;
import io.github.flygate.fact.LockTaken;
import io.github.flygate.fact.RunScript;
import io.github.flygate.fact.RunStatement;
import io.github.flygate.fact.ScriptFact;
import io.github.flygate.fact.StatementFact;
import io.github.flygate.fact.Surroundings;
import io.github.flygate.fact.TableFact;
import io.github.flygate.fact.TransactionFact;
import io.github.flygate.fact.WorkUnderLock;
import io.github.flygate.migration.Script;
import io.github.flygate.migration.Statement;
import io.github.flygate.model.LockMode;
import io.github.flygate.model.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Reads the text of the pending migrations, in Flyway's order, into facts.
 *
 * <p>One reader serves one set of pending migrations: it remembers what earlier scripts created, dropped and renamed,
 * and which settings they left behind in the session. It never throws: what it cannot read is a fact.
 */
public final class StaticReader {
    private final Settings settings;
    private final SchemaState schema;
    private final TransactionState tx;
    private final ReplacedIndexes replaced = new ReplacedIndexes();

    /**
     * What the text alone does not say.
     *
     * @param postgresMajor 12 to 18
     * @param defaultSchema the schema of unqualified names
     * @param initialLockTimeoutMs {@code lock_timeout} of Flyway's session at its start; 0 is no limit
     * @param lockTimeoutKnown whether somebody said so
     * @param timeZone {@code TimeZone} of Flyway's session
     */
    public record Settings(
            int postgresMajor,
            String defaultSchema,
            FlywayFact flyway,
            long initialLockTimeoutMs,
            boolean lockTimeoutKnown,
            String timeZone) {}

    /** A reader that knows nothing of what was before. */
    public StaticReader(Settings settings) {
        this(settings, EarlierFiles.none(settings));
    }

    /** @param earlier asked for what the pending scripts leave unsaid */
    public StaticReader(Settings settings, EarlierFiles earlier) {
        this.settings = settings;
        this.schema = new SchemaState(settings.defaultSchema(), Optional.of(earlier));
        this.tx = new TransactionState(settings);
    }

    /** Reads the next pending script. */
    public ScriptReading read(Script script) {
        ScriptFact about = new ScriptFact(
                script.migration().script(),
                script.migration().kind().id(),
                script.transactional(),
                script.mixesTransactionModes());
        tx.startScript(script.transactional());
        schema.searchPath(List.of());
        List<FactAt> facts = List.of(runScript(script, about));
        List<Tokens> tokens = script.statements().stream()
                .map(statement -> Tokenizer.tokenize(statement.sql()))
                .toList();
        List<String> lines = Suppressions.lines(script);
        List<StatementReading> readings = new ArrayList<>();
        LeftSettings left = new LeftSettings(tx.settings);
        int previousEnd = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Statement statement = script.statements().get(i);
            List<Tokens> later = tokens.subList(i + 1, tokens.size());
            StatementReading reading = statement(script, about, statement, tokens.get(i), later);
            readings.add(new StatementReading(
                    statement,
                    reading.says(),
                    reading.relations(),
                    reading.facts(),
                    Suppressions.of(statement, tokens.get(i), lines, previousEnd),
                    reading.problem()));
            previousEnd = statement.span().endLine();
            left.after(i);
        }
        tx.endScript();
        left.addTo(readings);
        return new ScriptReading(script, facts, readings);
    }

    private FactAt runScript(Script script, ScriptFact about) {
        boolean java = script.migration().kind().isJava();
        StatementFact says = new StatementFact(java ? "java" : "script", true, java, false, false);
        return new FactAt(
                new RunScript(script.migration().file()),
                new Surroundings(says, tx.fact(), about, settings.flyway()),
                script.migration().script(),
                -1,
                "",
                Span.line(script.migration().file(), 1),
                false);
    }

    private StatementReading statement(
            Script script, ScriptFact about, Statement statement, Tokens tokens, List<Tokens> later) {
        BiPredicate<String, String> madeLater = (object, name) -> LaterObjects.anyMakes(later, object, name, schema);
        Draft draft = new Draft(settings, schema, tx, madeLater);
        draft.later = later;
        String kind = "unknown";
        String problem = "";
        try {
            kind = Kinds.of(tokens.list());
            kind = StatementReader.read(draft, tokens, kind);
        } catch (Unreadable e) {
            problem = e.problem();
        } catch (RuntimeException | StackOverflowError e) {
            problem = "could not be read: " + e.getClass().getSimpleName();
        }
        if (!problem.isEmpty()) {
            draft = new Draft(settings, schema, tx, madeLater);
        }
        StatementFact says =
                new StatementFact(kind, problem.isEmpty(), draft.opaque, draft.refusesTransaction, draft.concurrently);
        Surroundings around = new Surroundings(says, tx.fact(), about, settings.flyway());
        List<FactAt> at = new ArrayList<>();
        List<Fact> found = new ArrayList<>(facts(draft, statement.span().line()));
        found.addAll(EnumValues.used(kind, tokens.list(), tx.made.enumValues()));
        found.addAll(replaced.of(draft.facts, tokens, statement.span(), tx, schema.indexes::isNew));
        for (Fact fact : found) {
            at.add(new FactAt(
                    fact,
                    around,
                    script.migration().script(),
                    statement.number(),
                    statement.sql(),
                    statement.span(),
                    false));
        }
        draft.changes.forEach(Runnable::run);
        schema.searchPath(SessionReader.path(tx.settings.get("search_path").orElse("")));
        List<String> relations = draft.relations().stream().map(TableFact::name).toList();
        return new StatementReading(statement, says, relations, at, List.of(), problem);
    }

    private List<Fact> facts(Draft draft, int line) {
        TransactionFact before = tx.fact();
        List<TransactionState.Held> held = tx.exclusivelyLocked();
        List<Fact> facts = new ArrayList<>();
        List<TableFact> named = draft.relations();
        facts.add(new RunStatement(named.isEmpty() ? SchemaState.NONE : named.get(0), false, 0));
        facts.addAll(draft.facts);
        boolean first = !tx.blocksWritersAlready();
        for (Map.Entry<TableFact, LockMode> lock : draft.locks.entrySet()) {
            TableFact table = lock.getKey();
            LockMode mode = lock.getValue();
            if (mode.compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) < 0 || tx.holds(table.name(), mode)) {
                continue;
            }
            boolean blocks = mode.blocksWrites() && !table.createdInThisMigration();
            facts.add(new LockTaken(
                    table, mode.pgName(), mode.blocksReads(), mode.blocksWrites(), true, first && blocks, false, 0));
            first &= !blocks;
            if (blocks && before.lockTimeoutKnown() && before.lockTimeoutMs() == 0) {
                tx.made.lockedWithoutLimit(line);
            }
        }
        if (before.open()) {
            for (TransactionState.Held lock : held) {
                draft.work.forEach(work -> facts.add(new WorkUnderLock(lock.table(), work, lock.line())));
            }
        }
        boolean works = before.open() && !held.isEmpty() && !draft.work.isEmpty();
        secondTable(draft, line).filter(fact -> !works).ifPresent(facts::add);
        draft.locks.forEach((table, mode) -> tx.lock(table, mode, line));
        return facts;
    }

    /** Of the relations that a statement names the first is the one it is about; of an index, where known, its table. */
    private Optional<Fact> secondTable(Draft draft, int line) {
        TableFact named = draft.relations().stream().findFirst().orElse(SchemaState.NONE);
        TableFact table = named.kind().equals("index")
                ? draft.locks.keySet().stream()
                        .filter(LockSecondTable::counts)
                        .findFirst()
                        .orElse(named)
                : named;
        LockMode mode = draft.locks.getOrDefault(table, LockMode.ACCESS_SHARE);
        if (!tx.isOpen()
                || !LockSecondTable.counts(table)
                || mode.compareTo(LockMode.SHARE_ROW_EXCLUSIVE) < 0
                || tx.holds(table.name(), mode)) {
            return Optional.empty();
        }
        return tx.made
                .secondTo(table.name(), line)
                .map(other -> new LockSecondTable(table, mode.pgName(), other.table(), other.line()));
    }
}
