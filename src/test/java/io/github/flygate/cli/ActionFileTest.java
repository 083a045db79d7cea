package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What action.yml itself promises. */
class ActionFileTest {
    private static final List<Map<String, Object>> STEPS = ActionJob.stepsOfAction();

    @Test
    void noTextOfElsewhereIsPartOfAScript() {
        List<String> scripts = STEPS.stream()
                .filter(step -> step.containsKey("run"))
                .map(step -> String.valueOf(step.get("run")))
                .toList();
        assertThat(scripts)
                .hasSize(5)
                .allSatisfy(
                        script -> assertThat(script).matches("\"\\$GITHUB_ACTION_PATH/bin/flygate-action\" [a-z]+"));
    }

    @Test
    void onlyTheBaseAndTheCommentGetTheToken() {
        assertThat(STEPS.stream()
                        .filter(step -> step.toString().contains("token"))
                        .map(step -> step.get("id")))
                .containsExactly("base", "comment");
    }

    @Test
    void everyInputIsUsedAndEveryOutputIsSet() throws IOException {
        String steps = STEPS.toString();
        assertThat(inputs().keySet()).allSatisfy(name -> assertThat(steps).contains("${{ inputs." + name + " "));
        String code = Files.readString(ActionJob.ROOT.resolve("bin/flygate-action"))
                + Files.readString(
                        ActionJob.ROOT.resolve("src/main/java/io/github/flygate/cli/ActionCheckCommand.java"));
        assertThat(outputs()).allSatisfy((name, output) -> {
            assertThat(String.valueOf(ActionJob.map(output).get("value")))
                    .matches(Pattern.quote("${{ steps.check.outputs." + name) + "( \\|\\| 'unknown')? }}");
            assertThat(code).containsPattern("output\\(\\s*\"" + name + "\"");
        });
    }

    @Test
    void thePageNamesAllInputsAndOutputs() throws IOException {
        List<String> rows = Files.readString(ActionJob.ROOT.resolve("docs/github-action.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList();
        List<String> expected = new ArrayList<>();
        for (Map<String, Object> part : List.of(inputs(), outputs())) {
            part.forEach((name, content) ->
                    expected.add("| `" + name + "` | " + ActionJob.map(content).get("description") + " |"));
        }
        assertThat(rows.stream().collect(Collectors.joining("\n"))).isEqualTo(String.join("\n", expected));
    }

    private static Map<String, Object> inputs() {
        return ActionJob.map(ActionJob.ACTION.get("inputs"));
    }

    private static Map<String, Object> outputs() {
        return ActionJob.map(ActionJob.ACTION.get("outputs"));
    }
}
