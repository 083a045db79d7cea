package io.github.flygate.contract;

import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.FailureOnRows;
import io.github.flygate.model.Effects.ServerError;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.Database;
import io.github.flygate.trace.TraceRequest;
import io.github.flygate.trace.TraceRequest.TracedScript;
import io.github.flygate.trace.TraceResult;
import io.github.flygate.trace.TraceResult.ScriptTrace;
import io.github.flygate.trace.TraceResult.StatementTrace;
import io.github.flygate.trace.Tracer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Whether the migrations go through when the base holds rows that they then forbid. */
public final class OddRowsPass {
    /** Each failure hides those behind it; so many are looked for. */
    private static final int MOST_RUNS = 4;

    /** Of a statement that was cancelled, such as at the end of the time limit: no rows refused it. */
    private static final String CANCELLED = "57014";

    private static final Set<String> TAKEN_KEYS = Set.of("23505", "23P01");
    private static final Set<String> INSERTING = Set.of("insert", "copy", "merge");

    private OddRowsPass() {}

    /**
     * Runs the migrations over rows that they would refuse afterwards, again without those that they stumbled over.
     *
     * @param copies gives fresh copies of the base; each is closed here
     * @return one fact for each table whose rows make a migration fail
     */
    public static List<FactAt> run(
            Supplier<Database> copies, TraceRequest request, List<OddRow> rows, Progress progress) {
        List<FactAt> facts = new ArrayList<>();
        Set<String> relations = new LinkedHashSet<>();
        rows.forEach(row -> relations.add(row.relation()));
        for (int run = 0; run < MOST_RUNS && !relations.isEmpty(); run++) {
            progress.step("running the migrations over rows that they forbid");
            Optional<FactAt> failure;
            try (Database copy = copies.get()) {
                insert(copy, rows, relations);
                failure = failure(request, Tracer.run(copy, request, Progress.none()), relations);
            }
            if (failure.isEmpty()) {
                return facts;
            }
            failure.filter(fact -> !isKeyOfItsOwn(fact)).ifPresent(facts::add);
            relations.remove(failure.get().fact().relation());
        }
        return facts;
    }

    /**
     * Whether a row of the migration itself has a key that a made-up row has too: nobody's rows but ours, as flygate chooses
     * keys as migrations do, from 1.
     */
    public static boolean isKeyOfItsOwn(FactAt failure) {
        return failure.fact() instanceof FailureOnRows rows
                && TAKEN_KEYS.contains(rows.sqlState())
                && INSERTING.contains(failure.around().statement().kind());
    }

    private static void insert(Database copy, List<OddRow> rows, Set<String> relations) {
        Database.Login owner = copy.owner();
        try (Connection session = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
                Statement statement = session.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("set statement_timeout = " + OldRole.TIMEOUT_MS);
            for (OddRow row : rows) {
                if (relations.contains(row.relation())) {
                    row.statements().forEach(sql -> insert(statement, sql));
                }
            }
        } catch (SQLException e) {
            throw new FlygateException(
                    ErrorCode.ENGINE,
                    "rows could not be inserted: " + Refusal.of(e).message(),
                    "",
                    e);
        }
    }

    /** Two of them may exclude each other: then the first stays. */
    private static void insert(Statement statement, String sql) {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            // not among the rows then
        }
    }

    /**
     * What failed and on which table's rows.
     *
     * @param relations those that hold such rows; one of them is to blame, the one that the statement names. Empty when
     *     any may hold them.
     */
    public static Optional<FactAt> failure(TraceRequest request, TraceResult trace, Set<String> relations) {
        for (ScriptTrace script : trace.scripts()) {
            for (StatementTrace statement : script.statements()) {
                Optional<ServerError> error = statement
                        .effects()
                        .failure()
                        .filter(one -> !one.sqlState().equals(CANCELLED));
                if (error.isPresent() && !statement.effects().hung()) {
                    TracedScript traced = request.scripts().stream()
                            .filter(one -> one.script().migration().equals(script.migration()))
                            .findFirst()
                            .orElseThrow();
                    String relation = blamed(traced, statement, relations);
                    FailureOnRows fact = new FailureOnRows(
                            relation, "", error.get().sqlState(), error.get().message());
                    return Optional.of(new FactPlaces(request.flywayFact()).at(traced.script(), statement, fact));
                }
            }
        }
        return Optional.empty();
    }

    private static String blamed(TracedScript script, StatementTrace statement, Set<String> relations) {
        List<String> named = statement.number() < script.hints().size()
                ? script.hints().get(statement.number()).relations()
                : List.of();
        return named.stream()
                .filter(name -> relations.isEmpty() || relations.contains(name))
                .findFirst()
                .orElseGet(() -> relations.isEmpty() ? "" : relations.iterator().next());
    }
}
