package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.cli.Program.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/**
 * The samples for CI systems, and the workflow that {@code flygate init} writes for GitHub, as far as they run without these systems: their own script lines in a shell, in a clone
 * as a pull request's job has it. The line that fetches flygate's jar is left to {@code .ci/samples}, where there is one.
 */
@Tag("db")
@DisabledOnOs(OS.WINDOWS)
class CiSamplesTest {
    private static final Path SAMPLES = Program.CHECKOUT.resolve("samples/ci");
    private static final Predicate<String> FETCHES = line -> line.startsWith("mvn ") && line.contains(":copy ");

    @TempDir
    Path temp;

    /** A CI system: where its sample is, and the variables that it sets in a job for a pull request to main. */
    enum Ci {
        GITHUB("../../src/main/resources/io/github/flygate/init/github.yml"),
        GITLAB("gitlab/.gitlab-ci.yml"),
        DRONE("drone/.drone.yml"),
        JENKINS("jenkins/Jenkinsfile");

        private final Path file;

        Ci(String file) {
            this.file = SAMPLES.resolve(file);
        }

        Map<String, String> variables(Path project) {
            return switch (this) {
                case GITHUB ->
                    Map.of(
                            "GITHUB_BASE_REF",
                            "main",
                            "GITHUB_STEP_SUMMARY",
                            project.resolve("summary.md").toString());
                case GITLAB ->
                    Map.of(
                            "CI_PROJECT_DIR",
                            project.toString(),
                            "CI_MERGE_REQUEST_DIFF_BASE_SHA",
                            Program.run(project, Map.of(), "git", "rev-parse", "origin/main")
                                    .said()
                                    .strip());
                case DRONE -> Map.of("DRONE_TARGET_BRANCH", "main");
                case JENKINS -> Map.of("CHANGE_TARGET", "main");
            };
        }

        List<String> lines() throws IOException {
            String text = Files.readString(file);
            return switch (this) {
                case GITHUB ->
                    items(githubJob(text), "steps").stream()
                            .map(step -> ((Map<?, ?>) step).get("run"))
                            .filter(Objects::nonNull)
                            .map(Object::toString)
                            .toList();
                case GITLAB ->
                    Stream.of("before_script", "script")
                            .flatMap(part -> list(job(text), part).stream())
                            .toList();
                case DRONE -> list(step(text), "commands");
                case JENKINS ->
                    Pattern.compile("sh '([^']*)'")
                            .matcher(text)
                            .results()
                            .map(found -> found.group(1))
                            .toList();
            };
        }

        String flygate() throws IOException {
            String text = Files.readString(file);
            return switch (this) {
                case GITHUB -> text(map(githubJob(text), "env"), "FLYGATE");
                case GITLAB -> text(map(job(text), "variables"), "FLYGATE");
                case DRONE -> text(map(step(text), "environment"), "FLYGATE");
                case JENKINS ->
                    Pattern.compile("FLYGATE = '([^']*)'")
                            .matcher(text)
                            .results()
                            .findFirst()
                            .orElseThrow()
                            .group(1);
            };
        }

        Stream<String> reports() {
            return switch (this) {
                case GITHUB -> Stream.of("report.md", "report.json");
                case GITLAB -> Stream.of("flygate-code-quality.json", "flygate-junit.xml");
                case DRONE -> Stream.of();
                case JENKINS -> Stream.of("flygate-junit.xml");
            };
        }

        private static Map<?, ?> githubJob(String text) {
            return map(map(new Yaml().load(text), "jobs"), "migrations");
        }

        private static Map<?, ?> job(String text) {
            return map(new Yaml().load(text), "flygate");
        }

        private static Map<?, ?> step(String text) {
            return (Map<?, ?>) items(new Yaml().load(text), "steps").get(0);
        }

        private static Map<?, ?> map(Map<?, ?> from, String key) {
            return (Map<?, ?>) Objects.requireNonNull(from.get(key), key);
        }

        private static List<?> items(Map<?, ?> from, String key) {
            return (List<?>) Objects.requireNonNull(from.get(key), key);
        }

        private static List<String> list(Map<?, ?> from, String key) {
            return items(from, key).stream().map(Object::toString).toList();
        }

        private static String text(Map<?, ?> from, String key) {
            return Objects.requireNonNull(from.get(key), key).toString();
        }
    }

    static Stream<Object[]> outcomes() {
        return Stream.of(Ci.values())
                .flatMap(ci -> Stream.of(
                        new Object[] {ci, "create table shelf (id bigint primary key);\n", 0},
                        new Object[] {ci, "create index book_title_idx on book (title);\n", 1},
                        new Object[] {ci, "create tabel shelf (;\n$$", 3}));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void theExitCodeOfFlygateIsTheJobs(Ci ci, String pending, int code) throws IOException {
        Path project = clone(pending);

        Ended ended = job(ci, project);

        assertThat(ended.code()).as(ended.toString()).isEqualTo(code);
        if (code < 3) {
            assertThat(ci.reports())
                    .allSatisfy(report -> assertThat(project.resolve(report)).isNotEmptyFile());
            assertThat(ci.reports().filter(report -> code == 1))
                    .allSatisfy(report ->
                            assertThat(project.resolve(report)).content().contains("index-create-blocking"));
        } else {
            assertThat(ended.said()).contains("flygate: error: ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachFetchesTheArtifactOfThisBuildAndRunsThatJar(Ci ci) throws IOException {
        String artifact = "io.github.flygate:flygate:" + Version.current() + ":jar:cli";

        assertThat(ci.lines())
                .filteredOn(FETCHES)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains(" -Dartifact=" + artifact + " -DoutputDirectory=.flygate -Dmdep.stripVersion=true"));
        assertThat(ci.flygate()).isEqualTo("java -jar .flygate/flygate-cli.jar");
    }

    @Test
    void gitlabPublishesWhatTheJobWrites() throws IOException {
        Map<?, ?> job = Ci.job(Files.readString(Ci.GITLAB.file));

        assertThat(Ci.map(Ci.map(job, "artifacts"), "reports").values().stream().map(Object::toString))
                .containsExactlyElementsOf(Ci.GITLAB.reports().toList());
        assertThat(Ci.map(job, "artifacts").get("when")).isEqualTo("always");
    }

    /** Line by line, until one fails, as these systems do. */
    private Ended job(Ci ci, Path project) throws IOException {
        Map<String, String> environment = new HashMap<>(ci.variables(project));
        environment.put("FLYGATE", flygate().toString());
        environment.put("FLYGATE_CACHE", CliProject.CACHE);
        String script =
                String.join("\n", ci.lines().stream().filter(FETCHES.negate()).toList());
        return Program.run(project, environment, "sh", "-e", "-c", script);
    }

    private Path flygate() throws IOException {
        Path program = temp.resolve("flygate");
        Files.writeString(
                program,
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                        + "' -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path")
                        + "' io.github.flygate.cli.Main \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    /** What a job for a pull request finds: a clone with the branch checked out and the target branch of the remote. */
    private Path clone(String pending) {
        CliProject origin = CliProject.withBase(temp.resolve("origin"))
                .migration("V2__change.sql", pending)
                .commit();
        origin.git(
                "clone",
                "--quiet",
                origin.folder().toString(),
                temp.resolve("clone").toString());
        return temp.resolve("clone");
    }
}
