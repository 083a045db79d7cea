package io.github.flygate.rule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The body of a rule file: Why, Instead, Examples, in this order. */
record RulePage(String why, String instead, List<Example> examples) {
    private static final List<String> SECTIONS = List.of("Why", "Instead", "Examples");

    /** @param hasInstead false when the front matter says that there is no safe alternative */
    static RulePage read(String source, List<String> lines, int from, boolean hasInstead) {
        Map<String, int[]> ranges = ranges(source, lines, from);
        for (String section : SECTIONS) {
            boolean wanted = hasInstead || !section.equals("Instead");
            if (wanted && !ranges.containsKey(section)) {
                throw RuleError.at(
                        source,
                        lines.size(),
                        "the section ## " + section + " is missing",
                        section.equals("Instead") ? "Where there is no safe alternative, say so: instead: none" : "");
            }
            if (!wanted && ranges.containsKey(section)) {
                throw RuleError.at(
                        source, ranges.get(section)[0], "## Instead, though the front matter says instead: none");
            }
        }
        String why = text(source, lines, ranges, "Why");
        String instead = hasInstead ? text(source, lines, ranges, "Instead") : "";
        int[] examples = ranges.get("Examples");
        return new RulePage(why, instead, new ExampleReader(source, lines).read(examples[0], examples[1]));
    }

    /** Section to the index of its first line and the index behind its last. */
    private static Map<String, int[]> ranges(String source, List<String> lines, int from) {
        Map<String, int[]> ranges = new LinkedHashMap<>();
        int[] open = {from, from};
        boolean fenced = false;
        int next = 0;
        for (int i = from; i < lines.size(); i++) {
            String line = lines.get(i);
            fenced ^= line.startsWith("```");
            if (!fenced && line.startsWith("## ")) {
                String name = line.substring(3).strip();
                int order = SECTIONS.indexOf(name);
                if (order < next) {
                    throw RuleError.at(
                            source, i + 1, "unexpected section: " + name, "Sections are, in this order: " + SECTIONS);
                }
                next = order + 1;
                open = new int[] {i + 1, i + 1};
                ranges.put(name, open);
            } else if (ranges.isEmpty() && !line.isBlank()) {
                throw RuleError.at(source, i + 1, "the page begins with ## Why");
            }
            open[1] = i + 1;
        }
        if (fenced) {
            throw RuleError.at(source, lines.size(), "a ``` block is not closed");
        }
        return ranges;
    }

    private static String text(String source, List<String> lines, Map<String, int[]> ranges, String section) {
        int[] range = ranges.get(section);
        String text = String.join("\n", lines.subList(range[0], range[1])).strip();
        if (text.isEmpty()) {
            throw RuleError.at(source, range[0], "the section ## " + section + " is empty");
        }
        return text;
    }
}
