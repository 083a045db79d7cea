package io.github.flygate.github;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * The files by which a step speaks to GitHub's runner.
 *
 * @see <a href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands">Commands</a>
 */
public final class RunnerFiles {
    /** GitHub refuses a step's summary above 1 MiB. */
    private static final int MOST_SUMMARY = 1_000_000;

    private static final String CUT = "\n\n(cut: GitHub shows no more than 1 MiB)\n";

    private final Map<String, String> environment;

    public RunnerFiles(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Sets an output of the step; nothing outside of Actions.
     *
     * @throws FlygateException with code IO for a value that could be read as another output
     */
    public void output(String name, String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new FlygateException(ErrorCode.IO, "the output " + name + " holds control characters", "");
        }
        append("GITHUB_OUTPUT", name + "=" + value + "\n");
    }

    /** Appends Markdown to what the run shows; nothing outside of Actions. */
    public void summary(String markdown) {
        byte[] bytes = markdown.getBytes(StandardCharsets.UTF_8);
        String fits = bytes.length <= MOST_SUMMARY
                ? markdown
                : new String(bytes, 0, MOST_SUMMARY, StandardCharsets.UTF_8) + CUT;
        append("GITHUB_STEP_SUMMARY", fits);
    }

    private void append(String variable, String text) {
        String file = environment.getOrDefault(variable, "");
        if (file.isEmpty()) {
            return;
        }
        try {
            Files.writeString(Path.of(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException | InvalidPathException e) {
            throw new FlygateException(
                    ErrorCode.IO, "the file that " + variable + " names cannot be written: " + e.getMessage(), "", e);
        }
    }
}
