package io.github.flygate.github;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
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
            throw new FlygateException(
                    ErrorCode.IO, "the output " + name + " holds control characters", "give files names without them");
        }
        append("GITHUB_OUTPUT", name + "=" + value + "\n");
    }

    /** Appends Markdown to what the run shows, which GitHub refuses above 1 MiB; nothing outside of Actions. */
    public void summary(String markdown) {
        append("GITHUB_STEP_SUMMARY", markdown);
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
