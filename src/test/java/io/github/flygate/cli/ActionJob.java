package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** A job that uses the action: executes the steps of action.yml one by one, as GitHub's runner does. */
final class ActionJob {
    static final Path ROOT = Path.of("").toAbsolutePath();
    static final Map<String, Object> ACTION = action();

    private final Path temp;
    private final Path workspace;
    private final Map<String, String> environment;
    private final String token;
    private final Map<String, String> inputs = new LinkedHashMap<>();
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final List<Map<String, String>> used = new ArrayList<>();
    private int code;

    /** What a step left. */
    record Step(int code, String log, Map<String, String> outputs, String summary, Map<String, String> environment) {
        RunnerLog read() {
            return RunnerLog.of(log);
        }
    }

    /**
     * @param temp a folder of its own, outside of the workspace
     * @param environment what the runner says of the run
     * @param given inputs
     */
    ActionJob(Path temp, Path workspace, Map<String, String> environment, String token, Map<String, String> given) {
        this.temp = temp;
        this.workspace = workspace;
        this.environment = environment;
        this.token = token;
        ActionExpressions defaults = new ActionExpressions(Map.of(), this::outputsOf, token);
        map(ACTION.get("inputs")).forEach((name, input) -> {
            Object value = map(input).getOrDefault("default", "");
            inputs.put(name, given.getOrDefault(name, defaults.text(value)));
        });
        assertThat(inputs.keySet()).containsAll(given.keySet());
    }

    ActionJob run() {
        for (Map<String, Object> step : stepsOfAction()) {
            String condition = String.valueOf(step.getOrDefault("if", "${{ 'success' }}"));
            boolean reached = code == 0 || condition.contains("!cancelled()");
            if (reached && expressions().holds(condition)) {
                execute(step);
            }
        }
        return this;
    }

    /** Executes one step again, or alone. */
    Step step(String id) {
        stepsOfAction().stream().filter(step -> id.equals(step.get("id"))).forEach(this::execute);
        return of(id);
    }

    /** Pretends that a step has set an output. */
    ActionJob with(String id, String output, String value) {
        steps.put(id, new Step(0, "", Map.of(output, value), "", Map.of()));
        return this;
    }

    /** Another value of one of the runner's variables. */
    void replace(String variable, String value) {
        environment.put(variable, value);
    }

    int code() {
        return code;
    }

    Step of(String id) {
        assertThat(steps).as("executed steps").containsKey(id);
        return Objects.requireNonNull(steps.get(id));
    }

    Map<String, Step> steps() {
        return steps;
    }

    List<Map<String, String>> used() {
        return used;
    }

    Map<String, String> outputs() {
        Map<String, String> outputs = new LinkedHashMap<>();
        map(ACTION.get("outputs"))
                .forEach((name, output) -> outputs.put(
                        name, expressions().text(String.valueOf(map(output).get("value")))));
        return outputs;
    }

    String log() {
        return steps.values().stream().map(Step::log).collect(Collectors.joining());
    }

    String summary() {
        return steps.values().stream().map(Step::summary).collect(Collectors.joining());
    }

    List<RunnerLog.Annotation> annotations() {
        return steps.values().stream()
                .flatMap(step -> step.read().annotations().stream())
                .toList();
    }

    private void execute(Map<String, Object> step) {
        if (step.containsKey("uses")) {
            Map<String, String> with = new LinkedHashMap<>();
            map(step.get("with"))
                    .forEach((name, value) -> with.put(name, expressions().text(value)));
            with.put("uses", String.valueOf(step.get("uses")));
            used.add(with);
            return;
        }
        Map<String, String> own = new LinkedHashMap<>(environment);
        map(step.getOrDefault("env", Map.of()))
                .forEach((name, value) -> own.put(name, expressions().text(value)));
        String id = String.valueOf(step.get("id"));
        assertThat(step)
                .as("a step with a script")
                .containsEntry("shell", "bash")
                .containsKey("id");
        if (id.equals("jar")) {
            FakeJar.putAt(Path.of(output("prepare", "home")), output("prepare", "key"));
        }
        Step done = bash(String.valueOf(step.get("run")), own);
        steps.put(id, done);
        code = code == 0 ? done.code() : code;
    }

    private Step bash(String script, Map<String, String> own) {
        try {
            Path folder = Files.createTempDirectory(temp, "step");
            Path file = Files.writeString(folder.resolve("script.sh"), script);
            Path output = Files.createFile(folder.resolve("output"));
            Path summary = Files.createFile(folder.resolve("summary.md"));
            ProcessBuilder builder =
                    new ProcessBuilder("bash", "--noprofile", "--norc", "-eo", "pipefail", file.toString());
            builder.directory(workspace.toFile());
            builder.environment().clear();
            builder.environment().putAll(own);
            builder.environment().put("GITHUB_OUTPUT", output.toString());
            builder.environment().put("GITHUB_STEP_SUMMARY", summary.toString());
            File out = folder.resolve("out.txt").toFile();
            File err = folder.resolve("err.txt").toFile();
            Process process = builder.redirectOutput(out).redirectError(err).start();
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(script + " did not end");
            }
            // The runner reads both at once; that errors come last is the worst order for what stops commands.
            String log = Files.readString(out.toPath()) + Files.readString(err.toPath());
            return new Step(process.exitValue(), log, RunnerOutput.read(output), Files.readString(summary), own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ActionExpressions expressions() {
        return new ActionExpressions(inputs, this::outputsOf, token);
    }

    private Map<String, String> outputsOf(String id) {
        Step step = steps.get(id);
        return step == null ? Map.of() : step.outputs();
    }

    private String output(String id, String name) {
        return Objects.requireNonNull(outputsOf(id).get(name), name);
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> stepsOfAction() {
        return (List<Map<String, Object>>)
                Objects.requireNonNull(map(ACTION.get("runs")).get("steps"));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(@Nullable Object yaml) {
        return (Map<String, Object>) Objects.requireNonNull(yaml);
    }

    private static Map<String, Object> action() {
        try {
            return new Yaml().load(Files.readString(ROOT.resolve("action.yml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
