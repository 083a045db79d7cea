package io.github.flygate.trace;

import io.github.flygate.catalog.Catalog;
import io.github.flygate.catalog.Catalog.Relation;
import io.github.flygate.fact.AddColumn;
import io.github.flygate.fact.ColumnFact;
import io.github.flygate.fact.CutName;
import io.github.flygate.fact.Effect;
import io.github.flygate.fact.Fact;
import io.github.flygate.fact.Failure;
import io.github.flygate.fact.LockTaken;
import io.github.flygate.fact.RunStatement;
import io.github.flygate.fact.TableFact;
import io.github.flygate.fact.WorkUnderLock;
import io.github.flygate.model.Effects;
import io.github.flygate.model.Effects.IndexBuild;
import io.github.flygate.model.Effects.Lock;
import io.github.flygate.model.LockMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Turns what a statement was seen to do into facts, in the words that rules know from the text. */
final class ServerFacts {
    private final Catalog base;
    private final SchemaFacts schema;

    /** Relations with ACCESS EXCLUSIVE held by the open transaction, and the line of the statement that took it. */
    private final Map<String, Integer> exclusive = new TreeMap<>();

    private boolean writesBlocked;

    private final UncommittedFacts uncommitted = new UncommittedFacts();

    private final ReplacedIndexes replaced;

    private Optional<Catalog> last = Optional.empty();

    private final JavaSchemaChanges changesByJava = new JavaSchemaChanges();

    ServerFacts(Catalog base) {
        this.base = base;
        this.schema = new SchemaFacts(base);
        this.replaced = new ReplacedIndexes(base);
    }

    /** The catalog when all migrations are done: only then it shows what they leave behind. */
    void allDone(Catalog catalog) {
        last = Optional.of(catalog);
    }

    void transactionEnded() {
        exclusive.clear();
        uncommitted.clear();
        writesBlocked = false;
    }

    List<String> accessExclusiveOn() {
        return List.copyOf(exclusive.keySet());
    }

    /** @param end the catalog when the script is done */
    List<Fact> of(Seen seen, Effects effects, Catalog end) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new RunStatement(
                firstRelation(seen), effects.hung(), Work.locksRows(seen, effects) ? effects.rows() : 0));
        effects.failure().ifPresent(error -> facts.add(failure(error)));
        List<Fact> changes = schema.of(seen, effects, end);
        Set<String> scans = scans(effects, changes);
        facts.addAll(changes);
        facts.addAll(Rebuilds.of(seen, effects, this::table));
        facts.addAll(costs(seen, effects, scans));
        List<Fact> work = work(seen, effects, scans);
        facts.addAll(work);
        uncommitted.validated(seen, schema).forEach(facts::add);
        facts.addAll(replaced.of(seen, changes, uncommitted.transaction()));
        last.ifPresent(catalog -> facts.addAll(new NamesTaken(schema, catalog).of(seen)));
        uncommitted
                .secondTable(seen, effects, lockedTable(seen))
                .filter(fact -> work.isEmpty())
                .ifPresent(facts::add);
        facts.addAll(locks(seen, effects));
        Cascades.of(seen, firstRelation(seen)).ifPresent(facts::add);
        changesByJava.firstOf(seen).ifPresent(facts::add);
        if (definesOrHides(seen)) {
            seen.notices().cut().forEach((name, becomes) -> facts.add(new CutName(name, becomes)));
        }
        return facts;
    }

    /**
     * Without those that end at the first row: a new column that must have a value and has no default is refused there,
     * so only a table without rows is ever read to its end.
     */
    private static Set<String> scans(Effects effects, List<Fact> changes) {
        Set<String> scans = new TreeSet<>(effects.scans());
        for (Fact change : changes) {
            if (change instanceof AddColumn added && isRequired(added.column())) {
                scans.remove(added.table().name());
            }
        }
        return scans;
    }

    private static boolean isRequired(ColumnFact column) {
        return column.notNull()
                && column.defaultExpression().isEmpty()
                && !(column.autoIncrement() || column.generated());
    }

    /** Names that a query makes up for itself are nobody else's. */
    private static boolean definesOrHides(Seen seen) {
        String kind = seen.hint().says().kind();
        return kind.startsWith("create_")
                || kind.startsWith("alter_")
                || seen.hint().says().opaque();
    }

    private static Failure failure(Effects.ServerError error) {
        String remedy = FailureText.remedy(error.message());
        return new Failure(error.sqlState(), error.message() + (remedy.isEmpty() ? "" : "; " + remedy));
    }

    /** What a statement is about; of DROP INDEX the table, which it locks as well. */
    private TableFact lockedTable(Seen seen) {
        return seen.diff().droppedIndexes().stream()
                .filter(index -> seen.hint().relations().contains(index.name()))
                .flatMap(index -> seen.before().relation(index.table()).stream())
                .map(schema::table)
                .findFirst()
                .orElseGet(() -> firstRelation(seen));
    }

    private TableFact firstRelation(Seen seen) {
        return seen.hint().relations().isEmpty()
                ? new TableFact("", "unknown", false, false)
                : table(seen, seen.hint().relations().get(0));
    }

    TableFact table(Seen seen, String name) {
        return seen.before()
                .relation(name)
                .or(() -> seen.after().relation(name))
                .map(schema::table)
                .orElse(new TableFact(name, "unknown", false, false));
    }

    private List<Fact> locks(Seen seen, Effects effects) {
        List<Fact> facts = new ArrayList<>();
        Map<String, Long> partitions = Partitions.lockedAlong(seen.before(), effects.locks());
        for (Lock lock : effects.locks()) {
            if (!lock.acquired() || lock.mode().compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) < 0) {
                continue;
            }
            TableFact table = table(seen, lock.relation());
            // A table's own sequences are locked with it; one that the text names is locked against nextval.
            boolean unnamedSequence = table.kind().equals("sequence") && !named(seen, lock.relation());
            if (table.kind().equals("unknown") || unnamedSequence) {
                continue;
            }
            boolean first = lock.existing() && lock.mode().blocksWrites() && !writesBlocked;
            writesBlocked |= first && seen.inTransaction();
            if (lock.existing() && lock.mode() == LockMode.ACCESS_EXCLUSIVE && seen.inTransaction()) {
                exclusive.putIfAbsent(lock.relation(), seen.span().line());
            }
            facts.add(new LockTaken(
                    table,
                    lock.mode().pgName(),
                    lock.mode().blocksReads(),
                    lock.mode().blocksWrites(),
                    named(seen, lock.relation()),
                    first,
                    false,
                    partitions.getOrDefault(lock.relation(), 0L)));
        }
        return facts;
    }

    /** A partition or child goes with the parent that the text names. */
    private static boolean named(Seen seen, String relation) {
        Optional<Relation> current = seen.before().relation(relation);
        while (current.isPresent() && !seen.hint().says().opaque()) {
            if (seen.hint().relations().contains(current.get().name())) {
                return true;
            }
            current = seen.before().relation(current.get().parent());
        }
        return !seen.hint().says().opaque() && seen.hint().relations().contains(relation);
    }

    private List<Fact> costs(Seen seen, Effects effects, Set<String> scans) {
        // In the order of their cost: of several findings about one table the first is kept.
        Map<String, Set<String>> kinds = new TreeMap<>();
        effects.rewrites()
                .forEach(name ->
                        kinds.computeIfAbsent(name, n -> new LinkedHashSet<>()).add("rewrite"));
        scans.forEach(
                name -> kinds.computeIfAbsent(name, n -> new LinkedHashSet<>()).add("scan"));
        effects.indexBuilds().stream()
                .filter(IndexBuild::existing)
                .forEach(build -> kinds.computeIfAbsent(build.relation(), n -> new LinkedHashSet<>())
                        .add("index build"));
        Map<String, Lock> strongest = new HashMap<>();
        effects.locks().forEach(lock -> strongest.put(lock.relation(), lock));
        for (Lock lock : effects.locks()) {
            if (lock.existing() && lock.acquired() && lock.mode().blocksWrites() && isTable(seen, lock.relation())) {
                kinds.computeIfAbsent(lock.relation(), n -> new LinkedHashSet<>())
                        .add("lock");
            }
        }
        List<Fact> facts = new ArrayList<>();
        kinds.forEach((name, seenKinds) -> {
            Lock lock = strongest.get(name);
            String family = Partitions.family(seen.before(), name);
            for (String kind : seenKinds) {
                facts.add(new Effect(
                        table(seen, name),
                        kind,
                        lock == null ? "" : lock.mode().pgName(),
                        lock != null && lock.mode().blocksReads(),
                        lock != null && lock.mode().blocksWrites(),
                        named(seen, name),
                        family));
            }
        });
        return facts;
    }

    /** Nobody waits for what is gone. */
    private boolean isTable(Seen seen, String name) {
        return seen.diff().dropped().stream().noneMatch(gone -> gone.name().equals(name))
                && base.relation(name)
                        .map(Relation::kind)
                        .filter(kind -> kind != Catalog.RelationKind.SEQUENCE)
                        .isPresent();
    }

    /** Work that this statement does while an earlier one of its transaction keeps a relation locked. */
    private List<Fact> work(Seen seen, Effects effects, Set<String> scans) {
        if (exclusive.isEmpty() || !seen.inTransaction()) {
            return List.of();
        }
        List<Fact> facts = new ArrayList<>();
        for (String kind : Work.kinds(seen, effects, scans)) {
            exclusive.forEach((name, line) -> facts.add(new WorkUnderLock(table(seen, name), kind, line)));
        }
        return facts;
    }
}
