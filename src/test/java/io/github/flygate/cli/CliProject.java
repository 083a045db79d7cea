package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A project folder as a user has one, a git repository where the test wants one, and the command line on it. */
record CliProject(Path folder) {
    static final String MIGRATIONS = "src/main/resources/db/migration/";

    /** Shared by the tests of a build: what they check has few different bases. */
    static final String CACHE = Path.of("target/test-cache").toAbsolutePath().toString();

    /** What a run ended with. */
    record Outcome(int code, String out, String err) {
        /** Two lines on standard error and nothing else. */
        void refused(int expected, String message, String whatToDo) {
            assertThat(toString())
                    .isEqualTo(new Outcome(
                                    expected, "", "flygate: error: " + message + "\n  what to do: " + whatToDo + "\n")
                            .toString());
        }

        /** Standard output with every run of white space as one space: wherever its lines are broken. */
        String words() {
            return out.replaceAll("\\s+", " ");
        }

        @Override
        public String toString() {
            return "exit code " + code + "\n--- stdout\n" + out + "--- stderr\n" + err;
        }
    }

    static CliProject in(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CliProject(folder);
    }

    /** With a first commit on main that applies one table, and a branch checked out on top of it. */
    static CliProject withBase(Path folder) {
        return in(folder)
                .init()
                .migration("V1__create_book.sql", "create table book (id bigint primary key, title text);\n")
                .commit()
                .git("checkout", "--quiet", "-b", "feature");
    }

    CliProject init() {
        return git("init", "--quiet", "--initial-branch", "main");
    }

    CliProject migration(String name, String sql) {
        return file(MIGRATIONS + name, sql);
    }

    CliProject file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    CliProject file(String name, byte[] content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CliProject commit() {
        return git("add", "--all")
                .git("-c", "user.name=Somebody", "-c", "user.email=s@example.org", "commit", "--quiet", "-m", "a step");
    }

    /** Runs the git program itself, away from the machine's configuration. */
    CliProject git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-c", "commit.gpgSign=false"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().putAll(Map.of("GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1"));
        try {
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + said);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Outcome lintAll(String... options) {
        List<String> arguments = new ArrayList<>(List.of("lint", folder.toString(), "--base", "main"));
        arguments.addAll(List.of(options));
        return run(arguments.toArray(String[]::new));
    }

    Outcome lint(String file) {
        return run("lint", folder.resolve(file).toString());
    }

    /** {@code check} of this project against main. */
    Outcome check(String... options) {
        return run(Stream.concat(
                        Stream.of("check", folder.toString(), "--base", "main", "--cache", CACHE),
                        Arrays.stream(options))
                .toArray(String[]::new));
    }

    static Outcome run(String... arguments) {
        return run(Map.of(), "", arguments);
    }

    /** A command line in this JVM, with nothing of its environment. */
    static Outcome run(Map<String, String> environment, String in, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out),
                new PrintWriter(err),
                false,
                environment);
        int code = Main.run(terminal, arguments);
        return new Outcome(code, out.toString(), err.toString());
    }

    static Terminal terminal(Map<String, String> environment, boolean interactive) {
        return new Terminal(
                InputStream.nullInputStream(),
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                interactive,
                environment);
    }
}
