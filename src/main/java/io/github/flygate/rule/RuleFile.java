package io.github.flygate.rule;

import io.github.flygate.fact.Fact;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Hazard;
import io.github.flygate.model.LockMode;
import io.github.flygate.model.RuleId;
import io.github.flygate.model.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One file of {@code rules/}, read and found well-formed; its condition is not compiled. */
final class RuleFile {
    private static final Set<String> KEYS = Set.of(
            "id",
            "title",
            "severity",
            "hazard",
            "status",
            "since",
            "postgres",
            "aliases",
            "on",
            "when",
            "check",
            "message",
            "observed",
            "instead",
            "links",
            "fix");
    private static final Set<String> OBSERVED = Set.of("lock", "rewrite", "scan", "indexBuild", "hang", "sqlState");
    private static final List<String> STATUSES = List.of("preview", "stable", "deprecated");
    private static final Pattern POSTGRES = Pattern.compile(">=\\s*(\\d{2})(?:\\s+<\\s*(\\d{2}))?");
    private static final Pattern SINCE = Pattern.compile("\\d+\\.\\d+\\.\\d+");
    private static final String FENCE = "---";

    private final Rule rule;
    private final FrontMatter front;

    private RuleFile(Rule rule, FrontMatter front) {
        this.rule = rule;
        this.front = front;
    }

    Rule rule() {
        return rule;
    }

    /** Says that something is wrong with its condition, at a character of it. */
    FlygateException wrongCondition(int offset, String what, String hint) {
        return front.wrongAt("when", offset, "when: " + what, hint);
    }

    /**
     * Reads a rule file.
     *
     * @param source path for messages; its last element must be the rule's id and {@code .md}
     */
    static RuleFile read(String source, String text) {
        List<String> lines = text.replace("\r\n", "\n").lines().toList();
        int end = lines.isEmpty() || !lines.get(0).stripTrailing().equals(FENCE) ? -1 : indexOfFence(lines);
        if (end < 0) {
            throw RuleError.at(source, 1, "a rule file begins with its front matter between two lines ---");
        }
        FrontMatter front = FrontMatter.read(source, 2, String.join("\n", lines.subList(1, end)), KEYS);
        RulePage page = RulePage.read(source, lines, end + 1, hasInstead(front));
        Rule rule = rule(source, front, page);
        verifyExamples(rule, lines.size());
        return new RuleFile(rule, front);
    }

    private static int indexOfFence(List<String> lines) {
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).stripTrailing().equals(FENCE)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean hasInstead(FrontMatter front) {
        if (front.has("instead") && !front.text("instead").equals("none")) {
            throw front.wrong(
                    "instead", "instead can only be none here", "Write the safe alternative under ## Instead");
        }
        return !front.has("instead");
    }

    private static Rule rule(String source, FrontMatter front, RulePage page) {
        RuleId id = id(front, "id", front.text("id"));
        String name = source.substring(source.lastIndexOf('/') + 1);
        if (!name.equals(id + ".md")) {
            throw front.wrong("id", "the id is " + id + ", so the file must be named " + id + ".md");
        }
        Matcher postgres = match(front, "postgres", POSTGRES, "\">=12\" or \">=12 <18\"");
        Class<? extends Fact> type = type(front);
        boolean java = isJava(front);
        if (java && JavaChecks.find(id).isEmpty()) {
            throw front.wrong(
                    "check",
                    "there is no class " + JavaChecks.className(id),
                    "A rule of your own has its condition in when:");
        }
        return new Rule(
                id,
                front.list("aliases").stream()
                        .map(alias -> id(front, "aliases", alias))
                        .toList(),
                title(front),
                oneOf(front, "severity", List.of(Severity.values()), Severity::id),
                oneOf(front, "hazard", List.of(Hazard.values()), Hazard::id),
                oneOf(front, "status", STATUSES, Function.identity()),
                match(front, "since", SINCE, "a version such as 0.1.0").group(),
                Integer.parseInt(postgres.group(1)),
                postgres.group(2) == null ? Integer.MAX_VALUE : Integer.parseInt(postgres.group(2)) - 1,
                front.text("on"),
                java ? "" : when(front),
                java,
                message(front, type),
                observed(front),
                links(front),
                front.has("fix") ? id(front, "fix", front.text("fix")).value() : "",
                page.why(),
                page.instead(),
                page.examples(),
                source);
    }

    private static RuleId id(FrontMatter front, String key, String value) {
        try {
            return new RuleId(value);
        } catch (IllegalArgumentException e) {
            throw front.wrong(key, value + " is no rule id", "Lower-case words joined by hyphens");
        }
    }

    private static String title(FrontMatter front) {
        String title = front.text("title");
        if (title.endsWith(".")) {
            throw front.wrong("title", "a title has no full stop");
        }
        return title;
    }

    private static Class<? extends Fact> type(FrontMatter front) {
        String on = front.text("on");
        return FactTypes.find(on)
                .orElseThrow(() -> front.wrong(
                        "on", "there is no fact type " + on, "Known are: " + String.join(", ", FactTypes.names())));
    }

    private static boolean isJava(FrontMatter front) {
        if (front.has("when") == front.has("check")) {
            throw front.wrong("when", "exactly one of when and check must be there");
        }
        if (front.has("check") && !front.text("check").equals("java")) {
            throw front.wrong("check", "check can only be java", "The class is found by the rule's id");
        }
        return front.has("check");
    }

    private static String when(FrontMatter front) {
        String when = front.text("when");
        int length = when.codePointCount(0, when.length());
        if (length > ConditionShape.MAX_LENGTH) {
            throw front.wrong(
                    "when",
                    "a condition of " + length + " characters (at most " + ConditionShape.MAX_LENGTH + ")",
                    ConditionShape.HINT);
        }
        return when;
    }

    private static String message(FrontMatter front, Class<? extends Fact> type) {
        String message = front.text("message");
        try {
            MessageTemplate.of(message, type);
        } catch (IllegalArgumentException e) {
            throw front.wrong("message", String.valueOf(e.getMessage()));
        }
        return message;
    }

    private static Observed observed(FrontMatter front) {
        FrontMatter keys = front.under("observed", OBSERVED);
        String lock = keys.text("lock", "");
        if (!lock.isEmpty() && LockMode.ofPgName(lock).isEmpty()) {
            List<String> modes =
                    Arrays.stream(LockMode.values()).map(LockMode::pgName).toList();
            throw keys.wrong("lock", "there is no lock mode " + lock, "Known are: " + String.join(", ", modes));
        }
        return new Observed(
                lock,
                keys.flag("rewrite"),
                keys.flag("scan"),
                keys.flag("indexBuild"),
                keys.flag("hang"),
                keys.text("sqlState", ""));
    }

    private static List<String> links(FrontMatter front) {
        List<String> links = front.list("links");
        for (String link : links) {
            if (!link.startsWith("https://")) {
                throw front.wrong("links", "a link begins with https://, not " + link);
            }
        }
        return links;
    }

    private static <T> T oneOf(FrontMatter front, String key, List<T> values, Function<T, String> id) {
        String text = front.text(key);
        return values.stream()
                .filter(value -> id.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> front.wrong(
                        key,
                        "there is no " + key + " " + text,
                        "Known are: "
                                + String.join(", ", values.stream().map(id).toList())));
    }

    private static Matcher match(FrontMatter front, String key, Pattern form, String example) {
        Matcher matcher = form.matcher(front.text(key));
        if (!matcher.matches()) {
            throw front.wrong(key, key + " must be " + example);
        }
        return matcher;
    }

    private static void verifyExamples(Rule rule, int lastLine) {
        for (boolean bad : new boolean[] {true, false}) {
            if (rule.examples().stream().noneMatch(example -> example.bad() == bad)) {
                throw RuleError.at(rule.source(), lastLine, "there is no " + (bad ? "bad" : "good") + " example");
            }
        }
        for (Example example : rule.examples()) {
            // A suspicion that the measurement refutes is part of what a good example may show.
            boolean expected = example.expectations().stream()
                    .filter(mark -> mark.ruleId().equals(rule.id().value()))
                    .anyMatch(mark -> example.bad() || mark.when() != Example.When.LINT);
            if (expected != example.bad()) {
                throw RuleError.at(
                        rule.source(),
                        example.line(),
                        example.bad()
                                ? "the bad example does not expect " + rule.id()
                                : "the good example expects " + rule.id());
            }
        }
    }
}
