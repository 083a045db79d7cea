package io.github.flygate.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A little Flyway project in a rule file, which tests run.
 *
 * @param bad whether the rule must find something in it
 * @param line of the heading in the rule file
 * @param parts the base schema (at most one, named {@code base}), other files of the base, migrations and their {@code .conf} files, as written
 * @param settings Flyway settings that differ from Flyway's defaults, such as {@code mixed}, and keys of flygate.yml
 *     behind {@link #GATE}
 */
public record Example(String title, boolean bad, int line, List<Part> parts, Map<String, String> settings) {
    /** Name of the part that makes the schema before. */
    public static final String BASE = "base";

    /** Name of the part with all statements that the running version sends, where they are known. */
    public static final String CONTRACT = "contract.sql";

    /** Begins the name of a setting that is a key of flygate.yml and none of Flyway's. */
    public static final String GATE = "flygate.";

    private static final String REMOVE = "remove ";
    private static final String ABOUT = "about ";

    private static final Pattern MARK = Pattern.compile("--\\s*expect(-lint|-check|-file|-check-file)?:\\s*"
            + "([a-z][a-z0-9-]*(?:\\s*,\\s*[a-z][a-z0-9-]*)*)\\s*$");

    public Example {
        parts = List.copyOf(parts);
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /**
     * A file of the example.
     *
     * @param file {@link #BASE}, that and the name of another file of the base, a migration's file name, one with {@code
     *     .conf} behind it, or one with {@code remove}, {@code about}, {@code main} or
     *     {@code other} before it; with folders in it, it is a path in the project
     * @param sql its content
     * @param line in the rule file, of the content's first line
     */
    public record Part(String file, String sql, int line) {
        /** Whether it is there before. */
        public boolean isBase() {
            return file.equals(BASE) || file.startsWith(BASE + " ");
        }

        /** Whether it says no more than that a file of the base is gone. */
        public boolean isRemoval() {
            return file.startsWith(REMOVE);
        }

        /** Whether it holds marks alone, for a file whose bytes must stay what they are. */
        public boolean isAbout() {
            return file.startsWith(ABOUT);
        }

        /** The branch that adds it beside the base: {@code main} or another; empty for the one that is checked. */
        public String branch() {
            int blank = file.indexOf(' ');
            return blank < 0 || isBase() || isRemoval() || isAbout() ? "" : file.substring(0, blank);
        }

        /** Without what stands before it. */
        public String name() {
            return file.substring(file.indexOf(' ') + 1);
        }

        /** Without its folders. */
        public String fileName() {
            return name().substring(name().lastIndexOf('/') + 1);
        }

        public boolean isConf() {
            return file.endsWith(".conf");
        }
    }

    /** When a finding is expected. */
    public enum When {
        ALWAYS,
        /** When only the text is read. */
        LINT,
        /** When the statement was run and measured. */
        CHECK
    }

    /**
     * A finding that must be there.
     *
     * @param line in the part, of the statement it belongs to (one of its lines, not necessarily the first); 0 for the
     *     script as a whole
     */
    public record Expectation(String ruleId, String file, int line, When when) {}

    /** The mark at the end of a line: its kind (null or with a hyphen before it) and ids. */
    static Optional<MatchResult> mark(String line) {
        // Every command reads all rule files, and regular expressions are slow before they are compiled.
        if (!line.contains("expect")) {
            return Optional.empty();
        }
        Matcher mark = MARK.matcher(line);
        return mark.find() ? Optional.of(mark.toMatchResult()) : Optional.empty();
    }

    /** What the {@code expect:} marks say. */
    public List<Expectation> expectations() {
        List<Expectation> all = new ArrayList<>();
        for (Part part : parts) {
            List<String> lines = part.sql().lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                Optional<MatchResult> found = mark(lines.get(i));
                if (found.isPresent()) {
                    MatchResult mark = found.get();
                    String kind = mark.group(1) == null ? "" : mark.group(1);
                    int line = kind.endsWith("-file") ? 0 : i + 1;
                    When when = kind.equals("-lint") ? When.LINT : kind.startsWith("-check") ? When.CHECK : When.ALWAYS;
                    Arrays.stream(mark.group(2).split(",", -1))
                            .map(id -> new Expectation(id.strip(), part.fileName(), line, when))
                            .forEach(all::add);
                }
            }
        }
        return List.copyOf(all);
    }
}
