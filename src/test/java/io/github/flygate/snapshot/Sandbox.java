package io.github.flygate.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** A cache and a place for running copies of a test's own; only the unpacked programs are shared between tests. */
record Sandbox(Path cache, Path run) implements AutoCloseable {
    static final String NEWEST = "18";

    static Sandbox in(Path temp) throws IOException {
        Path cache = Files.createDirectories(temp.resolve("cache"));
        Path programs = Files.createDirectories(Path.of("target/test-postgres").toAbsolutePath());
        Files.createSymbolicLink(cache.resolve("postgres"), programs);
        return new Sandbox(cache, temp.resolve("run"));
    }

    /** Temporary folders on a memory file system where there is one: a data directory is thousands of files. */
    static final class InMemory implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
            Path memory = Path.of("/dev/shm");
            return Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "flygate-test")
                    : Files.createTempDirectory("flygate-test");
        }
    }

    /** Takes away the link to the shared programs, which the temporary folder's deletion would warn of. */
    @Override
    public void close() throws IOException {
        Files.delete(cache.resolve("postgres"));
    }

    Map<String, String> environment() {
        return Map.of(RunPlaces.RUN_DIR, run.toString());
    }

    EmbeddedEngine engine() {
        return new EmbeddedEngine(environment(), cache);
    }

    BaseSpec spec(String key) {
        return spec(key, NEWEST, List.of(), List.of(), Map.of());
    }

    BaseSpec spec(
            String key, String postgres, List<String> roles, List<String> extensions, Map<String, String> settings) {
        SortedMap<String, String> sorted = new TreeMap<>(settings);
        return new BaseSpec(
                Origin.unknown(), List.of(key), List.of(), postgres, "app", "app_owner", roles, extensions, sorted);
    }

    /** Running copies, and what is being made. */
    List<Path> scratchFolders() throws IOException {
        List<Path> all = new ArrayList<>(list(run));
        all.addAll(list(cache.resolve("run")));
        return all;
    }

    List<Path> bases() throws IOException {
        return list(cache.resolve("bases"));
    }

    /** PostgreSQL's programs that work in this sandbox. */
    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> Stream.of(process.info().arguments().orElse(new String[0]))
                        .anyMatch(argument -> argument.contains(run.toString())))
                .toList();
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    static Connection connect(Database.Login login) throws SQLException {
        return DriverManager.getConnection(login.url(), login.user(), login.password());
    }

    static void execute(Database.Login login, String... statements) {
        try (Connection connection = connect(login);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String ask(Database.Login login, String query) {
        try (Connection connection = connect(login);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "nothing";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
