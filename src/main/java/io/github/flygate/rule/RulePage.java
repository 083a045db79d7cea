package io.github.flygate.rule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The body of a rule file: Why, Instead, Examples, in this order. */
record RulePage(String why, String instead, List<Example> examples) {
    private static final String WHY = "Why";
    private static final String INSTEAD = "Instead";
    private static final String EXAMPLES = "Examples";
    private static final List<String> SECTIONS = List.of(WHY, INSTEAD, EXAMPLES);

    /** Indexes of a section's first line and of the one behind its last; the first is the heading's line number. */
    private record Range(int from, int to) {}

    /** @param hasInstead false when the front matter says that there is no safe alternative */
    static RulePage read(String source, List<String> lines, int from, boolean hasInstead) {
        Map<String, Range> sections = sections(source, lines, from);
        Optional<Range> instead = Optional.ofNullable(sections.get(INSTEAD));
        if (!hasInstead && instead.isPresent()) {
            throw RuleError.at(source, instead.get().from, "## Instead, though the front matter says instead: none");
        }
        String why = text(source, lines, WHY, section(source, lines, sections, WHY));
        String safe = hasInstead ? text(source, lines, INSTEAD, section(source, lines, sections, INSTEAD)) : "";
        Range examples = section(source, lines, sections, EXAMPLES);
        return new RulePage(why, safe, new ExampleReader(source, lines).read(examples.from, examples.to));
    }

    private static Range section(String source, List<String> lines, Map<String, Range> sections, String name) {
        Range range = sections.get(name);
        if (range == null) {
            throw RuleError.at(
                    source,
                    lines.size(),
                    "the section ## " + name + " is missing",
                    name.equals(INSTEAD) ? "Where there is no safe alternative, say so: instead: none" : "");
        }
        return range;
    }

    private static Map<String, Range> sections(String source, List<String> lines, int from) {
        Map<String, Range> sections = new LinkedHashMap<>();
        String open = "";
        boolean fenced = false;
        for (int i = from; i < lines.size(); i++) {
            String line = lines.get(i);
            fenced ^= line.startsWith("```");
            if (!fenced && line.startsWith("## ")) {
                String name = line.substring(3).strip();
                if (SECTIONS.indexOf(name) <= SECTIONS.indexOf(open)) {
                    throw RuleError.at(
                            source, i + 1, "unexpected section: " + name, "Sections are, in this order: " + SECTIONS);
                }
                open = name;
                sections.put(name, new Range(i + 1, lines.size()));
                int end = i;
                sections.replaceAll(
                        (known, range) -> known.equals(name) ? range : new Range(range.from, Math.min(range.to, end)));
            } else if (sections.isEmpty() && !line.isBlank()) {
                throw RuleError.at(source, i + 1, "the page begins with ## Why");
            }
        }
        if (fenced) {
            throw RuleError.at(source, lines.size(), "a ``` block is not closed");
        }
        return sections;
    }

    private static String text(String source, List<String> lines, String name, Range range) {
        String text = String.join("\n", lines.subList(range.from, range.to)).strip();
        if (text.isEmpty()) {
            throw RuleError.at(source, range.from, "the section ## " + name + " is empty");
        }
        return text;
    }
}
