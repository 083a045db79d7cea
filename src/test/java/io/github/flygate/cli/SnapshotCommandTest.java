package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flygate.cli.CliProject.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The commands on snapshots as a user types them; one cache for all tests, in which each project has its own names. */
@Tag("db")
@DisabledOnOs(OS.WINDOWS)
class SnapshotCommandTest {
    private static final String BOOK = "create table book (id bigint primary key, title text);\n";

    @TempDir
    static Path shared;

    @TempDir
    Path temp;

    @BeforeAll
    static void unpackPrograms() throws IOException {
        CliProject.withBase(shared.resolve("other"))
                .migration("V2__a.sql", "select 1;")
                .check();
        Files.createDirectories(shared.resolve("cache"));
        Files.createSymbolicLink(shared.resolve("cache/postgres"), Path.of(CliProject.CACHE, "postgres"));
    }

    @AfterAll
    static void stopAll() throws IOException {
        CliProject project = CliProject.in(shared.resolve("other"));
        assertThat(snapshot(project, "stop", "--all", "--yes").code()).isZero();
        assertThat(shared.resolve("run"))
                .satisfiesAnyOf(
                        run -> assertThat(run).doesNotExist(),
                        run -> assertThat(run).isEmptyDirectory());
        Files.delete(shared.resolve("cache/postgres"));
    }

    private CliProject project(String name) {
        return CliProject.withBase(temp.resolve(name));
    }

    private static Outcome snapshot(CliProject project, String... arguments) {
        return run(false, "", project, arguments);
    }

    private static Outcome run(boolean interactive, String answer, CliProject project, String... arguments) {
        List<String> line = new ArrayList<>(List.of("snapshot"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--project", project.folder().toString(), "--base", "main"));
        line.addAll(List.of("--cache", shared.resolve("cache").toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out),
                new PrintWriter(err),
                interactive,
                Map.of("FLYGATE_RUN_DIR", shared.resolve("run").toString()));
        int code = Main.run(terminal, line.toArray(String[]::new));
        // Progress is shown only where something takes long.
        String said = err.toString().replaceAll("(?m)^flygate: [^\n]* …\n", "");
        return new Outcome(code, out.toString(), said);
    }

    private static JsonNode json(CliProject project, String... arguments) throws IOException {
        Outcome outcome = snapshot(
                project,
                Stream.concat(Stream.of(arguments), Stream.of("--format", "json"))
                        .toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.toString()).isZero();
        return new ObjectMapper().readTree(outcome.out());
    }

    private static List<String> names(CliProject project) throws IOException {
        String folder = String.valueOf(project.folder().getFileName());
        List<String> names = new ArrayList<>();
        json(project, "list").get("snapshots").forEach(kept -> {
            if (kept.get("project").asText().equals(folder) && !kept.get("name").isNull()) {
                names.add(kept.get("name").asText());
            }
        });
        return names;
    }

    @Test
    void a_snapshot_is_saved_listed_renamed_replaced_and_removed() throws IOException {
        CliProject project = project("round").migration("V2__isbn.sql", "alter table book add isbn text;");
        Outcome saved = snapshot(project, "save");
        assertThat(saved.code()).as(saved.toString()).isZero();
        assertThat(saved.out()).matches("saved main: version 1, 1 migration, [0-9.]+ MB, engine embedded\n");
        snapshot(project, "save")
                .refused(
                        2,
                        "there is a snapshot main already",
                        "choose another name; `flygate snapshot replace` exchanges what is kept under this one");

        assertThat(snapshot(project, "save", "feature", "--head").out()).startsWith("saved feature: version 2, 2 ");
        assertThat(snapshot(project, "list").out())
                .containsPattern("NAME +USE +VERSION +MIGRATIONS +COMMIT +AGE +SIZE +DATABASES +POSTGRES +ENGINE\n")
                .containsPattern("(?m)^feature +stale +2 +2 +- +now +[0-9.]+ MB +flygate +18\\.6 +embedded$")
                .containsPattern("(?m)^main +ready +1 +1 +[0-9a-f]{8} +now ");

        assertThat(snapshot(project, "rename", "feature", "kept").out()).isEqualTo("renamed feature to kept\n");
        snapshot(project, "rename", "kept", "main")
                .refused(
                        2,
                        "there is a snapshot main already",
                        "choose another name; `flygate snapshot replace` exchanges what is kept under this one");
        snapshot(project, "replace", "main")
                .refused(
                        2,
                        "flygate would replace the snapshot main, and there is no terminal to ask on",
                        "add --yes if that is what you want");
        assertThat(snapshot(project, "replace", "main", "--head", "--yes").out())
                .startsWith("saved main: version 2");

        snapshot(project, "remove", "kpet", "--yes").refused(2, "there is no snapshot kpet", "did you mean kept?");
        assertThat(snapshot(project, "remove", "kept", "--yes").out()).isEqualTo("removed kept\n");
        assertThat(names(project)).containsExactly("main");
    }

    @Test
    void a_copy_is_started_for_a_build_restored_and_stopped_by_its_name() throws Exception {
        CliProject project = project("build");
        snapshot(project, "save");
        Path file = temp.resolve("target/flygate.properties");
        Outcome started = snapshot(project, "start", "main", "--output", file.toString());
        assertThat(started.code()).as(started.toString()).isZero();
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        String password = properties.getProperty("flygate.password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(started.out())
                .startsWith("started a copy of main\n  url       " + properties.getProperty("flygate.url"))
                .contains("\n  password  in " + file, "flygate snapshot stop " + properties.getProperty("flygate.id"))
                .doesNotContain(password);
        execute(properties, "insert into book values (1, 'One')");

        JsonNode copy = json(project, "list").get("copies").get(0);
        assertThat(copy.get("id").asText()).isEqualTo(properties.getProperty("flygate.id"));
        assertThat(copy.get("url").asText()).endsWith(":" + copy.get("port").asInt() + "/flygate");
        assertThat(copy.toString()).doesNotContain(password);

        snapshot(project, "restore", "main")
                .refused(
                        2,
                        "flygate would put back all that was copied from main, and end its sessions, and there is no"
                                + " terminal to ask on",
                        "add --yes if that is what you want");
        JsonNode restored =
                json(project, "restore", "main", "--yes").get("restored").get(0);
        assertThat(restored.get("databases").get(0).asText()).isEqualTo("flygate");
        assertThat(restored.get("missingMs").asDouble()).isPositive();
        execute(properties, "insert into book values (1, 'One')");

        JsonNode second = json(project, "start", "main").get("copies").get(0);
        Outcome both = snapshot(project, "stop", "main");
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err())
                .contains("2 copies of main are running", second.get("id").asText());
        assertThat(snapshot(project, "stop", second.get("id").asText()).out())
                .isEqualTo("stopped " + second.get("id").asText() + "\n");
        assertThat(snapshot(project, "stop", "main").out())
                .isEqualTo("stopped " + properties.getProperty("flygate.id") + "\n");
        snapshot(project, "stop", "main")
                .refused(
                        2,
                        "no copy of main is running",
                        "`flygate snapshot list` shows what runs, `flygate snapshot start` starts one");
        snapshot(project, "restore", "main", "--yes")
                .refused(
                        2,
                        "no copy of the snapshot main is running",
                        "`flygate snapshot start` starts one; checks and tests take fresh copies by themselves");
    }

    @Test
    void a_port_can_be_asked_for() throws IOException {
        CliProject project = project("port");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
            snapshot(project, "start", "--port", Integer.toString(port))
                    .refused(
                            2,
                            "port " + port + " on 127.0.0.1 is taken",
                            "give --port another one, or 0 for any that is free");
        }
        JsonNode copy = json(project, "start", "--port", Integer.toString(port))
                .get("copies")
                .get(0);
        assertThat(copy.get("port").asInt()).isEqualTo(port);
        assertThat(snapshot(project, "stop", copy.get("id").asText()).code()).isZero();
    }

    @Test
    void several_databases_get_their_name_together_or_not_at_all() throws IOException {
        CliProject project = CliProject.in(temp.resolve("several"))
                .init()
                .file("flygate.yml", """
                        databases:
                          orders: { flyway: { locations: ['filesystem:orders'] } }
                          billing: { flyway: { locations: ['filesystem:billing'] } }
                        """)
                .file("billing/V1__a.sql", BOOK)
                .file("orders/V1__a.sql", "create table orders (id int); create table orders (id int);\n")
                .commit();
        Outcome broken = snapshot(project, "save");
        assertThat(broken.code()).isEqualTo(3);
        assertThat(names(project)).isEmpty();

        project.file("orders/V1__a.sql", "create table orders (id int);\n").commit();
        assertThat(snapshot(project, "save").out())
                .containsPattern("saved main of database billing: .*\nsaved main of database orders: ");
        assertThat(names(project)).containsExactly("main", "main");
        assertThat(snapshot(project, "start", "main", "--port", "5000").err())
                .contains("2 databases are to be started", "--database");
        assertThat(snapshot(project, "remove", "main", "--yes", "--database", "orders")
                        .code())
                .isZero();
        snapshot(project, "remove", "main", "--yes")
                .refused(
                        2,
                        "there is no snapshot main of database orders",
                        "nothing is kept yet: `flygate snapshot save NAME` makes one");
        assertThat(names(project)).containsExactly("main");
    }

    @Test
    void on_a_terminal_it_asks_and_takes_only_a_yes() throws IOException {
        CliProject project = project("asked");
        snapshot(project, "save");
        for (String answer : List.of("", "\n", "n\n", "nonsense\n")) {
            Outcome refused = run(true, answer, project, "remove", "main");
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err())
                    .startsWith("flygate: remove the snapshot main? [y/N] ")
                    .contains("not confirmed: nothing was changed");
            assertThat(names(project)).containsExactly("main");
        }
        assertThat(run(true, "y\n", project, "remove", "main").out()).isEqualTo("removed main\n");
        assertThat(names(project)).isEmpty();
    }

    @Test
    void another_project_does_not_touch_names_that_are_not_its_own() throws IOException {
        CliProject project = project("mine");
        snapshot(project, "save", "main");
        CliProject stranger = CliProject.in(temp.resolve("stranger"))
                .init()
                .migration("V1__other.sql", "select 1;\n")
                .commit();

        snapshot(stranger, "remove", "main", "--yes")
                .refused(2, "there is no snapshot main", "nothing is kept yet: `flygate snapshot save NAME` makes one");
        assertThat(snapshot(stranger, "list").out()).containsPattern("(?m)^main +foreign ");
        assertThat(names(project)).containsExactly("main");
    }

    @Test
    void another_clone_of_the_project_finds_its_snapshots() throws IOException {
        CliProject project = project("clone-a");
        snapshot(project, "save", "shared");

        assertThat(snapshot(project("clone-b"), "remove", "shared", "--yes").out())
                .isEqualTo("removed shared\n");
        assertThat(names(project)).isEmpty();
    }

    @Test
    void list_works_where_no_base_can_be_told() throws IOException {
        CliProject project = project("kept");
        snapshot(project, "save", "somewhere");
        CliProject nothing = CliProject.in(temp.resolve("nothing"));

        assertThat(snapshot(nothing, "list").out()).containsPattern("(?m)^somewhere +unknown ");
    }

    @Test
    void the_base_that_a_check_fills_with_rows_is_as_ready_as_the_saved_one() throws IOException {
        CliProject project = project("checked").migration("V2__isbn.sql", "alter table book add isbn text;");
        String cache = shared.resolve("cache").toString();
        Outcome checked = CliProject.run("check", project.folder().toString(), "--base", "main", "--cache", cache);
        assertThat(checked.code()).as(checked.toString()).isLessThan(2);
        snapshot(project, "save");
        assertThat(uses(project)).containsExactlyInAnyOrder("check: ready", "main: ready");

        project.git("checkout", "--quiet", "main").commit();
        assertThat(uses(project)).containsExactlyInAnyOrder("check: behind", "main: behind");

        project.migration("V1__create_book.sql", BOOK + "-- changed\n").commit();
        assertThat(uses(project)).containsExactlyInAnyOrder("check: foreign", "main: foreign");
    }

    private static List<String> uses(CliProject project) throws IOException {
        String folder = String.valueOf(project.folder().getFileName());
        List<String> uses = new ArrayList<>();
        json(project, "list").get("snapshots").forEach(kept -> {
            if (kept.get("project").asText().equals(folder)) {
                uses.add(kept.get("name").asText("check") + ": "
                        + kept.get("use").asText());
            }
        });
        return uses;
    }

    @Test
    void nothing_kept_says_how_to_keep_something() {
        Outcome outcome = CliProject.run(
                "snapshot",
                "list",
                "--project",
                project("empty").folder().toString(),
                "--cache",
                temp.resolve("empty-cache").toString());
        assertThat(outcome.toString())
                .isEqualTo(
                        new Outcome(0, "Nothing is kept yet. `flygate snapshot save` keeps the base as \"main\".\n", "")
                                .toString());
    }

    @Test
    void gc_says_what_would_go_and_removes_only_what_has_no_name() throws IOException {
        CliProject project = project("gc").migration("V2__more.sql", "create table gc (id int);\n");
        snapshot(project, "save", "kept");
        assertThat(project.check("--cache", shared.resolve("cache").toString(), "--base-version", "1")
                        .code())
                .isEqualTo(2);
        snapshot(project, "save", "gone", "--head");
        snapshot(project, "replace", "gone", "--yes");
        String[] all = {"gc", "--keep", "0", "--older-than", "0s"};

        Outcome dry = snapshot(
                project, Stream.concat(Stream.of(all), Stream.of("--dry-run")).toArray(String[]::new));
        assertThat(dry.out()).matches("would remove [0-9]+ snapshots? without a name, [0-9.]+ MB\n");
        Outcome unasked = snapshot(project, all);
        assertThat(unasked.code()).isEqualTo(2);
        assertThat(unasked.err()).contains("flygate would remove ", "add --yes");
        Outcome removed = snapshot(
                project, Stream.concat(Stream.of(all), Stream.of("--yes")).toArray(String[]::new));
        assertThat(removed.out()).isEqualTo(dry.out().replace("would remove", "removed"));
        assertThat(snapshot(project, all).out()).isEqualTo("nothing to remove\n");
        assertThat(names(project)).containsExactly("gone", "kept");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void the_command_that_ends_a_copy_works_as_it_is_printed() throws Exception {
        CliProject project = project("it's $HOME; `a` b");
        snapshot(project, "save");
        String said = snapshot(project, "start", "main", "--engine", "embedded", "--port", "0")
                .out();
        String printed = said.substring(said.indexOf("flygate snapshot stop"));
        assertThat(printed).contains(" --engine embedded ").doesNotContain("--port", "--base");

        // What a shell makes of it.
        String function = "flygate() { for each; do echo \"$each\"; done; }; ";
        Process shell = new ProcessBuilder("/bin/sh", "-c", function + printed).start();
        String[] line = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n");
        assertThat(shell.waitFor()).isZero();
        assertThat(CliProject.run(line).out()).isEqualTo("stopped " + line[2] + "\n");
    }

    @Test
    void names_that_a_terminal_would_obey_are_shown_harmless() throws IOException {
        CliProject project = project("hostile");
        String name = "::error::\u202ex ##[group]";
        assertThat(snapshot(project, "save", name).out()).doesNotContain("\u202e", "##[");
        assertThat(snapshot(project, "list").out()).doesNotContain("\u202e", "##[", "\n::");
        assertThat(names(project)).containsExactly(name);
        assertThat(snapshot(project, "remove", name, "--yes").code()).isZero();
    }

    @Test
    void the_process_that_fills_spare_copies_is_called_with_the_same_project() {
        CommandLine command = new CommandLine(new SnapshotSaveCommand(CliProject.terminal(Map.of(), false)));
        String[] line = {"it's \"main\"", "--head", "--project", "a b", "--database", "x", "--database=y", "--pull"};

        List<String> called = SpareProcess.command("it's \"main\"", command.parseArgs(line));

        assertThat(called.subList(called.indexOf("snapshot"), called.size()))
                .containsExactly(
                        "snapshot",
                        "spare",
                        "--project=a b",
                        "--database=x",
                        "--database=y",
                        "--pull",
                        "--",
                        "it's \"main\"");
    }

    @Test
    void filling_spare_copies_is_no_command_for_people() {
        CliProject project = project("spare");
        snapshot(project, "save");
        assertThat(snapshot(project, "spare", "main").toString()).isEqualTo(new Outcome(0, "", "").toString());
        assertThat(CliProject.run("snapshot", "--help").out()).doesNotContain("spare");
    }

    static Stream<Arguments> wrong() {
        String choose = "choose another name, such as main";
        return Stream.of(
                Arguments.of(List.of("save", ""), "a snapshot needs a name", choose),
                Arguments.of(List.of("save", "  "), "a snapshot needs a name", choose),
                Arguments.of(List.of("save", "a\nb"), "the name of a snapshot has no control characters", choose),
                Arguments.of(
                        List.of("save", "n".repeat(201)), "the name of a snapshot has at most 200 characters", choose),
                Arguments.of(
                        List.of("rename", "main", "\u0007"),
                        "the name of a snapshot has no control characters",
                        choose),
                Arguments.of(List.of("restore", ""), "a snapshot needs a name", choose),
                Arguments.of(
                        List.of("list", "--format", "xml"), "there is no format xml for snapshots", "use text or json"),
                Arguments.of(
                        List.of("start", "main", "--head"),
                        "--head and a snapshot's name exclude each other",
                        "give one of them"),
                Arguments.of(
                        List.of("start", "--port", "70000"),
                        "--port 70000 is no port",
                        "give one from 1 to 65535, or 0 for any that is free"),
                Arguments.of(
                        List.of("stop", "main", "--all"), "--all and a name exclude each other", "give one of them"),
                Arguments.of(List.of("gc", "--keep", "-1"), "--keep -1 is no number of snapshots", "use 0 or more"),
                Arguments.of(
                        List.of("gc", "--older-than", "soon"),
                        "--older-than soon is no age",
                        "use a number with d, h, m or s: 30d"),
                Arguments.of(
                        List.of("save", "--push"),
                        "the embedded engine has no registry to push to",
                        "leave --push out, or use --engine docker with an --image that names a registry"),
                Arguments.of(
                        List.of("remove"),
                        "Missing required parameter: 'NAME'",
                        "`flygate snapshot remove --help` shows how it is used"),
                Arguments.of(
                        List.of("lsit"),
                        "unknown command lsit; did you mean list?",
                        "`flygate snapshot --help` shows how it is used"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void what_cannot_be_meant_is_refused(List<String> arguments, String message, String whatToDo) {
        snapshot(project("wrong"), arguments.toArray(String[]::new)).refused(2, message, whatToDo);
    }

    @Test
    void a_file_that_cannot_be_written_is_found_before_anything_starts() throws IOException {
        CliProject project = project("unwritable");
        Path file = Files.createFile(temp.resolve("no-folder")).resolve("flygate.properties");
        snapshot(project, "start", "--output", file.toString())
                .refused(
                        3,
                        "the connection's properties cannot be written to " + file + ": no such folder, or not yours",
                        "give --output a file in a folder that exists and can be written");
        assertThat(json(project, "list").get("copies")).isEmpty();
    }

    private static void execute(Properties properties, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        properties.getProperty("flygate.url"),
                        properties.getProperty("flygate.user"),
                        properties.getProperty("flygate.password"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
