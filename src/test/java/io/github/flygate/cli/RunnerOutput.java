package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The file that GITHUB_OUTPUT names, by the runner's rules. */
final class RunnerOutput {
    private RunnerOutput() {}

    static Map<String, String> read(Path file) throws IOException {
        Map<String, String> outputs = new LinkedHashMap<>();
        List<String> lines = Arrays.asList(Files.readString(file).split("\r\n|\r|\n", -1));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int equals = line.indexOf('=');
            int heredoc = line.indexOf("<<");
            if (line.isEmpty()) {
                continue;
            }
            if (heredoc >= 0 && (equals < 0 || heredoc < equals)) {
                int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf(line.substring(heredoc + 2));
                assertThat(end).as("the end of " + line).isGreaterThan(i);
                outputs.put(line.substring(0, heredoc), String.join("\n", lines.subList(i + 1, end)));
                i = end;
            } else {
                assertThat(equals).as("a line that is no output: " + line).isPositive();
                outputs.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return outputs;
    }
}
