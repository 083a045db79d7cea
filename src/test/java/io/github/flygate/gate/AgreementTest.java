package io.github.flygate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.fact.Fact;
import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.FlywayFact;
import io.github.flygate.fact.LockTaken;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.MigrationFinder;
import io.github.flygate.migration.ScriptSplitter;
import io.github.flygate.model.FlywaySettings;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.TestServer;
import io.github.flygate.sql.EarlierFiles;
import io.github.flygate.sql.ScriptReading;
import io.github.flygate.sql.StaticReader;
import io.github.flygate.trace.TraceRequest;
import io.github.flygate.trace.TraceRequest.Hint;
import io.github.flygate.trace.TraceRequest.TracedScript;
import io.github.flygate.trace.TraceResult.ScriptTrace;
import io.github.flygate.trace.Tracer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the text of a statement says against what a server does with it, over all forms of DDL. */
@Tag("db")
class AgreementTest {
    private static final FlywaySettings SETTINGS = FlywaySettings.defaults();
    private static final FlywayFact FLYWAY = new FlywayFact(true, false, false, false);

    /** Forms that one server or another refuses are many; these run on each of them. */
    private static final int AT_LEAST = 600;

    private final Map<String, Set<Integer>> differences = new TreeMap<>();
    private final StringBuilder table = new StringBuilder();

    /** {@code agreement-differences.txt} says of each difference why it is one. */
    @Test
    void textAndServerDifferOnlyWhereTheTextCannotKnow() throws Exception {
        for (int postgres : new int[] {12, 15, 18}) {
            compareOn(postgres);
        }
        Files.writeString(Path.of("target/agreement.txt"), table);

        List<String> found = differences.entrySet().stream()
                .map(entry -> entry.getValue().stream().map(String::valueOf).collect(Collectors.joining(" ")) + " | "
                        + entry.getKey())
                .sorted()
                .toList();
        List<String> explained = StatementLines.resource("agreement-differences.txt")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .sorted()
                .toList();
        assertThat(found).as(table.toString()).isEqualTo(explained);
    }

    private void compareOn(int postgres) throws Exception {
        Map<String, int[]> counts = new TreeMap<>();
        List<String> statements = new ArrayList<>();
        try (Database database =
                TestServer.of(Integer.toString(postgres)).withBase(StatementLines.resource("agreement-base.sql"))) {
            for (String statement : StatementLines.read("agreement.txt", postgres)) {
                if (isAccepted(database, statement)) {
                    statements.add(statement);
                }
            }
            assertThat(statements).hasSizeGreaterThanOrEqualTo(AT_LEAST);
            List<ScriptReading> readings = read(postgres, statements);
            List<ScriptTrace> traces = trace(database, readings);
            assertThat(traces).hasSameSizeAs(readings);
            for (int i = 0; i < readings.size(); i++) {
                compare(
                        statements.get(i),
                        facts(readings.get(i).statements().get(0).facts()),
                        facts(traces.get(i).statements().get(0).facts()),
                        counts,
                        difference -> differences
                                .computeIfAbsent(difference, d -> new TreeSet<>())
                                .add(postgres));
            }
        }
        table.append("PostgreSQL " + postgres + ": " + statements.size() + " statements\n");
        counts.forEach((type, count) -> table.append(
                "  " + type + ": both " + count[0] + ", text alone " + count[1] + ", server alone " + count[2] + "\n"));
    }

    private static void compare(
            String statement,
            List<Fact> read,
            List<Fact> measured,
            Map<String, int[]> counts,
            Consumer<String> differences) {
        List<Fact> open = new ArrayList<>(measured);
        List<Fact> alone = new ArrayList<>();
        for (Fact fact : read) {
            if (take(
                    open,
                    other -> other.getClass() == fact.getClass()
                            && other.subject().equals(fact.subject()))) {
                count(counts, fact)[0]++;
            } else {
                alone.add(fact);
            }
        }
        for (Fact fact : alone) {
            // A name that PostgreSQL chooses is not in the text.
            if (!(fact instanceof LockTaken)
                    && take(
                            open,
                            other -> other.getClass() == fact.getClass()
                                    && other.relation().equals(fact.relation()))) {
                count(counts, fact)[0]++;
            } else {
                count(counts, fact)[1]++;
                differences.accept("text alone   " + key(fact) + " | " + statement);
            }
        }
        for (Fact fact : open) {
            // Partitions and children go with their parent, which the text names.
            if (fact instanceof LockTaken lock && read.stream().anyMatch(other -> isParent(other, lock))) {
                count(counts, fact)[0]++;
                continue;
            }
            count(counts, fact)[2]++;
            differences.accept("server alone " + key(fact) + " | " + statement);
        }
    }

    private static boolean isParent(Fact read, LockTaken lock) {
        String parent = lock.relation().matches("public\\.events_202[56]")
                ? "public.events"
                : lock.relation().equals("public.child_of") ? "public.parent_of" : "";
        return read instanceof LockTaken other
                && other.relation().equals(parent)
                && other.mode().equals(lock.mode());
    }

    private static boolean take(List<Fact> from, Predicate<Fact> wanted) {
        Optional<Fact> found = from.stream().filter(wanted).findFirst();
        found.ifPresent(from::remove);
        return found.isPresent();
    }

    private static int[] count(Map<String, int[]> counts, Fact fact) {
        return counts.computeIfAbsent(Fact.typeOf(fact.getClass()), type -> new int[3]);
    }

    /** Without those about what the statement itself makes, which no rule speaks of. */
    private static List<Fact> facts(List<FactAt> facts) {
        return facts.stream()
                .map(FactAt::fact)
                .filter(fact -> SEEN.contains(Fact.typeOf(fact.getClass())))
                .filter(fact -> !(fact instanceof LockTaken lock && lock.table().createdInThisMigration()))
                .distinct()
                .toList();
    }

    private static final Set<String> SEEN = Set.of(
            "add_column",
            "add_constraint",
            "add_foreign_key",
            "alter_column_type",
            "create_index",
            "drop_column",
            "drop_index",
            "drop_relation",
            "lock_taken",
            "rename_column",
            "rename_relation",
            "set_not_null");

    private static String key(Fact fact) {
        return Fact.typeOf(fact.getClass()) + " " + fact.subject();
    }

    private static List<ScriptReading> read(int postgres, List<String> statements) throws IOException {
        Migration base = migration(1, StatementLines.resource("agreement-base.sql"));
        ScriptSplitter splitter = new ScriptSplitter(SETTINGS, postgres, Map.of());
        StaticReader.Settings settings = new StaticReader.Settings(postgres, "public", FLYWAY, 0, true, "UTC");
        List<ScriptReading> readings = new ArrayList<>();
        EarlierFiles earlier = new EarlierFiles(List.of(base), new EarlierTexts(splitter), settings);
        for (String statement : statements) {
            Migration migration = migration(readings.size() + 2, statement + ";\nrollback;\n");
            readings.add(new StaticReader(settings, earlier).read(splitter.split(migration)));
        }
        return readings;
    }

    private static Migration migration(int version, String sql) {
        String name = "V" + version + "__x.sql";
        return MigrationFinder.file(name, Path.of(name), sql.getBytes(StandardCharsets.UTF_8), SETTINGS);
    }

    private static List<ScriptTrace> trace(Database database, List<ScriptReading> readings) {
        List<TracedScript> scripts = readings.stream()
                .map(reading -> new TracedScript(
                        reading.script(),
                        reading.statements().stream()
                                .map(statement -> new Hint(statement.says(), statement.relations()))
                                .toList()))
                .toList();
        return Tracer.run(
                        database,
                        new TraceRequest(
                                Path.of("."), SETTINGS, FLYWAY, scripts, List.of(), "UTC", Duration.ofMinutes(1)),
                        Progress.none())
                .scripts();
    }

    /** Not every combination is one that every server takes. */
    private static boolean isAccepted(Database database, String statement) {
        try (Connection connection = connect(database);
                Statement session = connection.createStatement()) {
            connection.setAutoCommit(false);
            session.execute(statement);
            connection.rollback();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static Connection connect(Database database) throws SQLException {
        Database.Login owner = database.owner();
        return DriverManager.getConnection(owner.url(), owner.user(), owner.password());
    }
}
