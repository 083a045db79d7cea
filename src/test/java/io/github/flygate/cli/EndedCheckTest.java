package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C and a CI system's cancel button: whatever flygate was doing, nothing of it stays. */
@Tag("db")
@EnabledOnOs(OS.LINUX)
class EndedCheckTest {
    @TempDir
    Path temp;

    private final List<Process> children = new ArrayList<>();

    @AfterEach
    void end() throws IOException {
        children.forEach(Process::destroyForcibly);
        // The link would be followed when the folder is deleted.
        Files.deleteIfExists(temp.resolve("cache/postgres"));
    }

    @ParameterizedTest
    @CsvSource({
        "INT, 130, building the base, select pg_sleep(300);, select 1;",
        "TERM, 143, building the base, select pg_sleep(300);, select 1;",
        "INT, 130, applying 1 pending migration, create table a (b int);, select pg_sleep(300);",
        "TERM, 143, applying 1 pending migration, create table a (b int);, select pg_sleep(300);"
    })
    void aSignalLeavesNoProcessNoFolderAndNoHalfABase(
            String signal, int code, String stage, String base, String pending) throws Exception {
        Process child = start(CliProject.in(temp.resolve("project"))
                .init()
                .migration("V1__a.sql", base)
                .commit()
                .migration("V2__b.sql", pending));
        awaitProgress(child, stage);
        awaitProcesses(child);

        new ProcessBuilder("kill", "-" + signal, Long.toString(child.pid()))
                .start()
                .waitFor();

        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(code);
        assertThat(child.inputReader().lines()).isEmpty();
        assertThat(processes()).isEmpty();
        assertThat(list("run")).isEmpty();
        assertThat(list("tmp")).isEmpty();
        assertThat(list("cache/run")).isEmpty();
        for (Path kept : list("cache/bases")) {
            assertThat(kept).isDirectoryContaining("glob:**/base.tar").isDirectoryContaining("glob:**/base.properties");
        }
        assertThat(list("cache/bases")).hasSize(stage.startsWith("building") ? 0 : 1);
    }

    private Process start(CliProject project) throws IOException {
        // Has the programs unpacked where all tests look for them.
        CliProject.withBase(temp.resolve("other"))
                .migration("V2__a.sql", "select 1;")
                .check();
        Path cache = Files.createDirectories(temp.resolve("cache"));
        Files.createSymbolicLink(cache.resolve("postgres"), Path.of(CliProject.CACHE, "postgres"));
        // A shell that starts something in the background makes it ignore Ctrl-C, and that is inherited.
        ProcessBuilder builder = new ProcessBuilder(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + Files.createDirectories(temp.resolve("tmp")),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "check",
                project.folder().toString(),
                "--base",
                "main",
                "--cache",
                cache.toString());
        builder.environment().put("FLYGATE_RUN_DIR", temp.resolve("run").toString());
        Process child = builder.start();
        children.add(child);
        return child;
    }

    private static void awaitProgress(Process child, String stage) throws IOException {
        BufferedReader err = child.errorReader();
        List<String> said = new ArrayList<>();
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            said.add(line);
            if (line.contains(stage)) {
                return;
            }
        }
        throw new AssertionError("never said " + stage + " but " + said);
    }

    /** Between initdb and the server there is a moment without any. */
    private void awaitProcesses(Process child) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (processes().isEmpty()) {
            assertThat(child.waitFor(5, TimeUnit.MILLISECONDS))
                    .as("ended by itself")
                    .isFalse();
            assertThat(System.nanoTime()).as("no process came").isLessThan(deadline);
        }
    }

    /** PostgreSQL's programs that work for this test. */
    private List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> Stream.of(process.info().arguments().orElse(new String[0]))
                        .anyMatch(argument ->
                                argument.contains(temp.resolve("run").toString())))
                .toList();
    }

    private List<Path> list(String folder) throws IOException {
        if (!Files.isDirectory(temp.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(temp.resolve(folder))) {
            return entries.toList();
        }
    }
}
