package io.github.flygate.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What GitHub's runner makes of a step's log: which lines it obeys as workflow commands, in the new form and in the old.
 *
 * @param obeyed all but annotations and the one that stops commands
 * @see <a href="https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs">How it reads them</a>
 */
record RunnerLog(List<Annotation> annotations, List<String> obeyed) {
    private static final Pattern NEW = Pattern.compile("^\\s*::([^:\\s]+)(?: ([^:]*(?::[^:]+)*?))?::(.*)$");
    private static final Pattern OLD = Pattern.compile("##\\[([^\\s\\]]+)(?: ([^\\]]*))?\\](.*)$");
    private static final Set<String> ANNOTATIONS = Set.of("error", "warning", "notice");
    private static final Set<String> OTHERS = Set.of(
            "set-env",
            "set-output",
            "save-state",
            "add-path",
            "add-mask",
            "add-matcher",
            "remove-matcher",
            "debug",
            "group",
            "endgroup",
            "echo");

    /** One that is shown beside the changes. */
    record Annotation(String level, Map<String, String> properties, String message) {}

    static RunnerLog of(String log) {
        List<Annotation> annotations = new ArrayList<>();
        List<String> obeyed = new ArrayList<>();
        @Nullable String token = null;
        for (String line : log.split("\r\n|\r|\n", -1)) {
            Matcher command = NEW.matcher(line);
            if (!command.find()) {
                command = OLD.matcher(line);
                if (!command.find()) {
                    continue;
                }
            }
            String name = command.group(1);
            if (token != null) {
                token = name.equals(token) ? null : token;
            } else if (name.equals("stop-commands")) {
                token = command.group(3);
            } else if (ANNOTATIONS.contains(name)) {
                annotations.add(new Annotation(name, properties(command.group(2)), unescaped(command.group(3))));
            } else if (OTHERS.contains(name)) {
                obeyed.add(line);
            }
        }
        if (token != null) {
            obeyed.add("commands are stopped for good");
        }
        return new RunnerLog(annotations, obeyed);
    }

    private static Map<String, String> properties(@Nullable String text) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String property : text == null ? new String[0] : text.split(",", -1)) {
            String[] parts = property.split("=", 2);
            properties.put(
                    parts[0].strip(), unescaped(parts[1]).replace("%3A", ":").replace("%2C", ","));
        }
        return properties;
    }

    private static String unescaped(String text) {
        return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    }
}
