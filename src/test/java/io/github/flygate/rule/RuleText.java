package io.github.flygate.rule;

import java.util.ArrayList;
import java.util.List;

/** The text of a valid rule file, for tests that change one thing in it. */
final class RuleText {
    static final String SOURCE = "rules/some-rule.md";

    private static final String VALID = """
            ---
            id: some-rule
            title: Index build blocks writes
            severity: error
            hazard: blocks-writes
            status: stable
            since: 0.1.0
            postgres: ">=12"
            on: create_index
            when: "!index.concurrently"
            message: "{table.name}: building {index.name} blocks writes"
            observed: { lock: ShareLock }
            links: [https://www.postgresql.org/docs/current/sql-createindex.html]
            ---
            ## Why
            Because.
            ## Instead
            Concurrently.
            ## Examples
            ### Bad: plain
            ```sql
            -- base
            create table t (a int);
            -- V2__i.sql
            create index i on t (a); -- expect: some-rule
            ```
            ### Good: concurrently
            ```sql
            -- V2__i.sql
            create index concurrently i on t (a);
            ```
            """;

    private RuleText() {}

    static String valid() {
        return VALID;
    }

    /** The valid text with one line replaced; no replacement removes the line. */
    static String with(String line, String... replacement) {
        List<String> lines = new ArrayList<>(VALID.lines().toList());
        int at = lines.indexOf(line);
        if (at < 0) {
            throw new IllegalArgumentException("no such line: " + line);
        }
        lines.remove(at);
        lines.addAll(at, List.of(replacement));
        return String.join("\n", lines) + "\n";
    }

    static Rule rule(String id, String on, String when, String message) {
        String text = VALID.replace("some-rule", id)
                .replace("on: create_index", "on: " + on)
                .replace("\"!index.concurrently\"", "\"" + when + "\"")
                .replace("{table.name}: building {index.name} blocks writes", message);
        return RuleFile.read("rules/" + id + ".md", text).rule();
    }
}
