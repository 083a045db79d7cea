package io.github.flygate.rule;

import io.github.flygate.rule.Example.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the examples of a rule file. Whatever looks like a mark and is none is refused: a typo would test nothing. */
final class ExampleReader {
    private static final Pattern HEADING = Pattern.compile("### (Bad|Good): (\\S.*)");
    private static final Pattern PART =
            Pattern.compile("-- (base|(?:(?:base|remove|about|main|other) )?[A-Za-z0-9_./]+\\.(?:sql|java|csv))\\s*");
    private static final Pattern CONF = Pattern.compile("-- conf ([A-Za-z0-9_.]+\\.sql\\.conf):(.*)");
    private static final Pattern SETTINGS = Pattern.compile("-- flyway:(.*)");
    private static final Pattern GATE = Pattern.compile("-- flygate\\.yml:(.*)");
    private static final Pattern LOOKS_LIKE_MARK = Pattern.compile("--\\s*expect");

    private final String source;
    private final List<String> lines;

    ExampleReader(String source, List<String> lines) {
        this.source = source;
        this.lines = lines;
    }

    List<Example> read(int from, int to) {
        List<Example> examples = new ArrayList<>();
        int i = from;
        while (i < to) {
            Matcher heading = HEADING.matcher(lines.get(i));
            if (heading.matches()) {
                int end = nextHeading(i + 1, to);
                examples.add(example(heading, i, end));
                i = end;
            } else if (lines.get(i).isBlank()) {
                i++;
            } else {
                throw RuleError.at(source, i + 1, "an example begins with ### Bad: title or ### Good: title");
            }
        }
        return examples;
    }

    private int nextHeading(int from, int to) {
        boolean fenced = false;
        for (int i = from; i < to; i++) {
            fenced ^= lines.get(i).startsWith("```");
            if (!fenced && lines.get(i).startsWith("### ")) {
                return i;
            }
        }
        return to;
    }

    private Example example(Matcher heading, int at, int end) {
        List<Integer> fences = new ArrayList<>();
        for (int i = at + 1; i < end; i++) {
            if (lines.get(i).startsWith("```")) {
                fences.add(i);
            }
        }
        if (fences.size() != 2 || !lines.get(fences.get(0)).strip().equals("```sql")) {
            throw RuleError.at(source, at + 1, "an example has exactly one ```sql block");
        }
        Map<String, String> settings = new TreeMap<>();
        List<Part> parts = parts(fences.get(0) + 1, fences.get(1), settings);
        if (parts.stream()
                .allMatch(part -> part.isBase()
                        || part.isConf()
                        || part.isAbout()
                        || !part.branch().isEmpty())) {
            throw RuleError.at(source, at + 1, "the example has no migration", "Begin one with -- V2__name.sql");
        }
        parts.forEach(this::verifyMarks);
        return new Example(heading.group(2).strip(), heading.group(1).equals("Bad"), at + 1, parts, settings);
    }

    /** Lines with settings count wherever they stand; inside a part they stay there, as the comments they are. */
    private List<Part> parts(int from, int to, Map<String, String> settings) {
        List<Part> parts = new ArrayList<>();
        int i = from;
        while (i < to) {
            Matcher name = PART.matcher(lines.get(i));
            int end = i + 1;
            if (name.matches()) {
                while (end < to && !PART.matcher(lines.get(end)).matches()) {
                    end++;
                }
                String sql = String.join("\n", lines.subList(i + 1, end)).stripTrailing() + "\n";
                add(parts, new Part(name.group(1), sql, i + 2));
            } else if (!lines.get(i).isBlank() && !isSetting(lines.get(i))) {
                throw RuleError.at(
                        source,
                        i + 1,
                        "SQL before the first part",
                        "A part begins with -- base or a file name: -- V2__name.sql");
            }
            i = end;
        }
        for (int j = from; j < to; j++) {
            readSetting(j, parts, settings);
        }
        return parts;
    }

    private static boolean isSetting(String line) {
        return line.startsWith("--")
                && (CONF.matcher(line).matches()
                        || SETTINGS.matcher(line).matches()
                        || GATE.matcher(line).matches());
    }

    private void readSetting(int at, List<Part> parts, Map<String, String> settings) {
        if (!lines.get(at).startsWith("--")) {
            return;
        }
        Matcher conf = CONF.matcher(lines.get(at));
        Matcher flyway = SETTINGS.matcher(lines.get(at));
        Matcher gate = GATE.matcher(lines.get(at));
        if (conf.matches()) {
            Map<String, String> values = new TreeMap<>();
            pairs(conf.group(2), at, values);
            StringBuilder content = new StringBuilder();
            values.forEach((key, value) ->
                    content.append(key).append('=').append(value).append('\n'));
            add(parts, new Part(conf.group(1), content.toString(), at + 1));
        } else if (flyway.matches()) {
            pairs(flyway.group(1), at, settings);
        } else if (gate.matches()) {
            Map<String, String> values = new TreeMap<>();
            pairs(gate.group(1), at, values);
            values.forEach((key, value) -> settings.put(Example.GATE + key, value));
        }
    }

    private void add(List<Part> parts, Part part) {
        if (part.sql().isBlank() && !part.isRemoval()) {
            throw RuleError.at(source, part.line() - 1, "the part " + part.file() + " is empty");
        }
        if (parts.stream().anyMatch(other -> other.file().equals(part.file()))) {
            throw RuleError.at(source, part.line() - 1, "the part " + part.file() + " is there twice");
        }
        parts.add(part);
    }

    private void pairs(String text, int at, Map<String, String> into) {
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw RuleError.at(source, at + 1, "settings are name=value, name=value");
            }
            into.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
    }

    private void verifyMarks(Part part) {
        List<String> content = part.sql().lines().toList();
        boolean atStart = true;
        for (int i = 0; i < content.size(); i++) {
            String line = content.get(i);
            int at = part.line() + i;
            Optional<MatchResult> mark = Example.mark(line);
            boolean marked = mark.isPresent();
            boolean forFile = mark.filter(
                            found -> String.valueOf(found.group(1)).endsWith("-file"))
                    .isPresent();
            boolean wholeFile = forFile && mark.orElseThrow().start() == 0;
            if (!marked
                    && line.contains("expect")
                    && LOOKS_LIKE_MARK.matcher(line).find()) {
                throw RuleError.at(
                        source,
                        at,
                        "not a mark: " + line.strip(),
                        "Write -- expect: rule-id, rule-id (or expect-lint, expect-check, expect-file, expect-check-file) at the end of the line");
            }
            if (marked && (part.isBase() || !part.branch().isEmpty())) {
                throw RuleError.at(source, at, "nothing is expected in the base: it is not checked");
            }
            if (forFile && !(wholeFile && atStart)) {
                throw RuleError.at(
                        source, at, "-- expect-file or expect-check-file stands directly under the file's name");
            }
            atStart &= wholeFile || isSetting(line);
        }
    }
}
