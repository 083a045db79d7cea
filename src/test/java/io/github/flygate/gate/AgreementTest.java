package io.github.flygate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.fact.Fact;
import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.FlywayFact;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.MigrationFinder;
import io.github.flygate.migration.Script;
import io.github.flygate.migration.ScriptSplitter;
import io.github.flygate.model.FlywaySettings;
import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.TestServer;
import io.github.flygate.sql.ScriptReading;
import io.github.flygate.sql.StaticReader;
import io.github.flygate.trace.TraceRequest;
import io.github.flygate.trace.TraceRequest.Hint;
import io.github.flygate.trace.TraceRequest.TracedScript;
import io.github.flygate.trace.TraceResult.ScriptTrace;
import io.github.flygate.trace.Tracer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the text of a statement says against what a server does with it, over all forms of DDL. */
@Tag("db")
class AgreementTest {
    private static final FlywaySettings SETTINGS = FlywaySettings.defaults();
    private static final FlywayFact FLYWAY = new FlywayFact(true, false, false, false);

    @ParameterizedTest
    @ValueSource(ints = {18})
    void textAndServerSayTheSame(int postgres) throws Exception {
        List<String> statements = new ArrayList<>();
        Map<String, int[]> counts = new TreeMap<>();
        Set<String> differences = new TreeSet<>();
        try (Database database = TestServer.of(Integer.toString(postgres)).fresh()) {
            prepare(database);
            List<String> refused = new ArrayList<>();
            for (String statement : statements(postgres)) {
                (isAccepted(database, statement, refused) ? statements : new ArrayList<String>()).add(statement);
            }
            System.out.println("refused " + refused.size() + "\n" + String.join("\n", refused));
            List<ScriptReading> readings = new ArrayList<>();
            for (int i = 0; i < statements.size(); i++) {
                readings.add(read(postgres, i + 2, statements.get(i)));
            }
            List<ScriptTrace> traces = trace(database, readings);
            assertThat(traces).hasSameSizeAs(readings).allMatch(ScriptTrace::completed);
            for (int i = 0; i < readings.size(); i++) {
                compare(
                        statements.get(i),
                        facts(readings.get(i).statements().get(0).facts()),
                        facts(traces.get(i).statements().get(0).facts()),
                        counts,
                        differences);
            }
        }
        System.out.println(postgres + ": " + statements.size() + " statements");
        counts.forEach((type, count) -> System.out.println(
                type + ": both " + count[0] + ", text alone " + count[1] + ", server alone " + count[2]));
        System.out.println(String.join("\n", differences));
    }

    private static void compare(
            String statement,
            Map<String, Fact> read,
            Map<String, Fact> measured,
            Map<String, int[]> counts,
            Set<String> differences) {
        Set<String> all = new TreeSet<>(read.keySet());
        all.addAll(measured.keySet());
        for (String key : all) {
            int[] count = counts.computeIfAbsent(key.substring(0, key.indexOf(' ')), k -> new int[3]);
            if (!measured.containsKey(key)) {
                count[1]++;
                differences.add("text alone   " + key + " | " + statement);
            } else if (!read.containsKey(key)) {
                count[2]++;
                differences.add("server alone " + key + " | " + statement);
            } else {
                count[0]++;
            }
        }
    }

    private static Map<String, Fact> facts(List<FactAt> facts) {
        return facts.stream()
                .map(FactAt::fact)
                .filter(fact -> SEEN.contains(Fact.typeOf(fact.getClass())))
                .collect(Collectors.toMap(AgreementTest::key, fact -> fact, (a, b) -> a, TreeMap::new));
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

    private static ScriptReading read(int postgres, int version, String statement) {
        Migration migration = MigrationFinder.file(
                "V" + version + "__x.sql",
                Path.of("V" + version + "__x.sql"),
                (statement + ";\nrollback;\n").getBytes(StandardCharsets.UTF_8),
                SETTINGS);
        Script script = new ScriptSplitter(SETTINGS, postgres, Map.of()).split(migration);
        return new StaticReader(new StaticReader.Settings(postgres, "public", FLYWAY, 0, true, "UTC")).read(script);
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
    private static boolean isAccepted(Database database, String statement, List<String> refused) throws SQLException {
        try (Connection connection = connect(database);
                Statement session = connection.createStatement()) {
            connection.setAutoCommit(false);
            session.execute(statement);
            connection.rollback();
            return true;
        } catch (SQLException e) {
            refused.add(e.getMessage().replace('\n', ' ') + " | " + statement);
            return false;
        }
    }

    private static Connection connect(Database database) throws SQLException {
        Database.Login owner = database.owner();
        return DriverManager.getConnection(owner.url(), owner.user(), owner.password());
    }

    private static void prepare(Database database) throws Exception {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            // A history, so that Flyway takes the database for its own.
            statement.execute("""
                    create table flyway_schema_history (
                        installed_rank int primary key, version varchar(50), description varchar(200) not null,
                        type varchar(20) not null, script varchar(1000) not null, checksum int,
                        installed_by varchar(100) not null, installed_on timestamp not null default now(),
                        execution_time int not null, success boolean not null);
                    insert into flyway_schema_history
                    values (1, '1', 'base', 'SQL', 'V1__base.sql', 0, 'x', now(), 1, true);
                    """ + resource("agreement-base.sql"));
        }
    }

    private static List<String> statements(int postgres) throws IOException {
        List<String> statements = new ArrayList<>();
        for (String line : resource("agreement.txt").lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String text = line;
            if (line.startsWith("[")) {
                String range = line.substring(1, line.indexOf(']'));
                int major = Integer.parseInt(range.replace("-", ""));
                if (range.endsWith("-") ? postgres < major : postgres > major) {
                    continue;
                }
                text = line.substring(line.indexOf(']') + 1).strip();
            }
            statements.addAll(expanded(text));
        }
        return statements.stream().distinct().toList();
    }

    private static List<String> expanded(String line) {
        int open = line.indexOf('{');
        if (open < 0 || line.startsWith("insert") && line.contains("'{}'")) {
            return List.of(line.strip());
        }
        int close = line.indexOf('}', open);
        List<String> lines = new ArrayList<>();
        for (String choice : line.substring(open + 1, close).split("\\|", -1)) {
            lines.addAll(expanded(line.substring(0, open) + choice + line.substring(close + 1)));
        }
        return lines;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = AgreementTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
