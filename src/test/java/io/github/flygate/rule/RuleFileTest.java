package io.github.flygate.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Hazard;
import io.github.flygate.model.RuleId;
import io.github.flygate.model.Severity;
import io.github.flygate.rule.Example.Expectation;
import io.github.flygate.rule.Example.Part;
import io.github.flygate.rule.Example.When;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RuleFileTest {
    private static final String LAST_EXAMPLE = "create index concurrently i on t (a);";

    @Test
    void readsEverythingInAFile() {
        Rule rule = RuleFile.read(
                        RuleText.SOURCE,
                        RuleText.with("postgres: \">=12\"", "postgres: \">=12 <18\"", "aliases: [old-name]"))
                .rule();

        assertThat(rule.id()).isEqualTo(new RuleId("some-rule"));
        assertThat(rule.aliases()).containsExactly(new RuleId("old-name"));
        assertThat(rule.title()).isEqualTo("Index build blocks writes");
        assertThat(rule.severity()).isEqualTo(Severity.ERROR);
        assertThat(rule.hazard()).isEqualTo(Hazard.BLOCKS_WRITES);
        assertThat(rule.status()).isEqualTo("stable");
        assertThat(rule.since()).isEqualTo("0.1.0");
        assertThat(rule.appliesTo(17)).isTrue();
        assertThat(rule.appliesTo(18)).isFalse();
        assertThat(rule.appliesTo(11)).isFalse();
        assertThat(rule.on()).isEqualTo("create_index");
        assertThat(rule.when()).isEqualTo("!index.concurrently");
        assertThat(rule.javaCheck()).isFalse();
        assertThat(rule.observed()).isEqualTo(new Observed("ShareLock", false, false, false, false, ""));
        assertThat(rule.links()).hasSize(1);
        assertThat(rule.why()).isEqualTo("Because.");
        assertThat(rule.instead()).isEqualTo("Concurrently.");
        assertThat(rule.source()).isEqualTo(RuleText.SOURCE);
    }

    @Test
    void readsExamplesWithTheirPartsAndLines() {
        List<Example> examples =
                RuleFile.read(RuleText.SOURCE, RuleText.valid()).rule().examples();

        Example bad = examples.get(0);
        assertThat(bad.title()).isEqualTo("plain");
        assertThat(bad.bad()).isTrue();
        assertThat(bad.line()).isEqualTo(20);
        assertThat(bad.parts())
                .containsExactly(
                        new Part(Example.BASE, "create table t (a int);\n", 23),
                        new Part("V2__i.sql", "create index i on t (a); -- expect: some-rule\n", 25));
        assertThat(bad.expectations()).containsExactly(new Expectation("some-rule", "V2__i.sql", 1, When.ALWAYS));
        assertThat(examples.get(1).bad()).isFalse();
        assertThat(examples.get(1).expectations()).isEmpty();
    }

    @Test
    void readsSettingsConfFilesAndEveryKindOfMark() {
        Example example = RuleFile.read(
                        RuleText.SOURCE,
                        RuleText.with(
                                LAST_EXAMPLE,
                                "-- flyway: postgresql.transactional.lock=false, mixed=true",
                                "-- expect-file: other-rule",
                                "select 1; -- expect-lint: other-rule, third-rule",
                                "-- conf V2__i.sql.conf: executeInTransaction=false",
                                "select 2; -- expect-check: other-rule"))
                .rule()
                .examples()
                .get(1);

        assertThat(example.settings())
                .containsEntry("postgresql.transactional.lock", "false")
                .containsEntry("mixed", "true")
                .hasSize(2);
        assertThat(example.parts()).extracting(Part::file).containsExactly("V2__i.sql", "V2__i.sql.conf");
        assertThat(example.parts().get(1).sql()).isEqualTo("executeInTransaction=false\n");
        assertThat(example.parts().get(1).isConf()).isTrue();
        assertThat(example.expectations())
                .containsExactly(
                        new Expectation("other-rule", "V2__i.sql", 0, When.ALWAYS),
                        new Expectation("other-rule", "V2__i.sql", 3, When.LINT),
                        new Expectation("third-rule", "V2__i.sql", 3, When.LINT),
                        new Expectation("other-rule", "V2__i.sql", 5, When.CHECK));
    }

    @Test
    void takesNoInsteadWhereTheFrontMatterSaysThatThereIsNone() {
        String text = RuleText.valid()
                .replace("## Instead\nConcurrently.\n", "")
                .replace("on: create_index", "instead: none\non: create_index");

        assertThat(RuleFile.read(RuleText.SOURCE, text).rule().instead()).isEmpty();
    }

    @Test
    void letsAGoodExampleExpectItsOwnRuleOfTheTextAlone() {
        Example good = RuleFile.read(
                        RuleText.SOURCE, RuleText.with(LAST_EXAMPLE, "select 1; -- expect-lint: some-rule"))
                .rule()
                .examples()
                .get(1);

        assertThat(good.bad()).isFalse();
        assertThat(good.expectations()).containsExactly(new Expectation("some-rule", "V2__i.sql", 1, When.LINT));
    }

    @Test
    void readsWindowsLineEnds() {
        String text = RuleText.valid().replace("\n", "\r\n");

        assertThat(RuleFile.read(RuleText.SOURCE, text).rule())
                .isEqualTo(RuleFile.read(RuleText.SOURCE, RuleText.valid()).rule());
    }

    @TestFactory
    Stream<DynamicTest> namesFileAndLineOfEveryMistake() {
        return Stream.of(
                wrong("no front matter", "# Title\n", 1, "front matter"),
                wrong("an unclosed front matter", "---\nid: some-rule\n", 1, "front matter"),
                wrong("bad YAML", RuleText.with("severity: error", "severity: [error"), 5, "not YAML"),
                wrong("a control character", RuleText.with("severity: error", "severity: \u0001"), 2, "not YAML"),
                wrong("an unknown key", RuleText.with("severity: error", "severty: error"), 4, "unknown key severty"),
                wrong(
                        "a key twice",
                        RuleText.with("since: 0.1.0", "since: 0.1.0", "since: 0.1.0"),
                        8,
                        "since is there twice"),
                wrong("a missing key", RuleText.with("severity: error"), 2, "the key severity is missing"),
                wrong("an empty value", RuleText.with("severity: error", "severity:"), 4, "severity must be a text"),
                wrong(
                        "another id than the file's",
                        RuleText.with("id: some-rule", "id: other-rule"),
                        2,
                        "other-rule.md"),
                wrong("no id", RuleText.with("id: some-rule", "id: Some_Rule"), 2, "no rule id"),
                wrong(
                        "a full stop",
                        RuleText.with("title: Index build blocks writes", "title: It blocks."),
                        3,
                        "full stop"),
                wrong(
                        "an unknown severity",
                        RuleText.with("severity: error", "severity: fatal"),
                        4,
                        "no severity fatal"),
                wrong(
                        "an unknown hazard",
                        RuleText.with("hazard: blocks-writes", "hazard: danger"),
                        5,
                        "no hazard danger"),
                wrong("an unknown status", RuleText.with("status: stable", "status: beta"), 6, "no status beta"),
                wrong("no version", RuleText.with("since: 0.1.0", "since: soon"), 7, "since must be"),
                wrong("no range", RuleText.with("postgres: \">=12\"", "postgres: 12"), 8, "postgres must be"),
                wrong(
                        "an unknown fact type",
                        RuleText.with("on: create_index", "on: make_index"),
                        9,
                        "no fact type make_index"),
                wrong("neither when nor check", RuleText.with("when: \"!index.concurrently\""), 2, "exactly one"),
                wrong(
                        "when and check",
                        RuleText.with("on: create_index", "on: create_index", "check: java"),
                        11,
                        "exactly one"),
                wrong(
                        "another check",
                        RuleText.with("when: \"!index.concurrently\"", "check: groovy"),
                        10,
                        "can only be java"),
                wrong(
                        "a class that is not there",
                        RuleText.with("when: \"!index.concurrently\"", "check: java"),
                        10,
                        "io.github.flygate.rule.check.SomeRule"),
                wrong(
                        "a long condition",
                        RuleText.with("when: \"!index.concurrently\"", "when: \"" + "!".repeat(200) + "index.unique\""),
                        10,
                        "212 characters"),
                wrong("an unknown placeholder", message("{table.nam}"), 11, "there is no nam but name, kind"),
                wrong("an unknown variable", message("{column.name}"), 11, "there is no column but table, index"),
                wrong("a placeholder below a text", message("{table.name.length}"), 11, "there is no length"),
                wrong("a placeholder that is no text", message("{table}"), 11, "is no text"),
                wrong("an open brace", message("{table.name"), 11, "brace"),
                wrong("an unknown effect", observed("locks: ShareLock"), 12, "unknown key locks"),
                wrong("an unknown lock mode", observed("lock: SHARE"), 12, "no lock mode SHARE"),
                wrong("no flag", observed("rewrite: often"), 12, "true or false"),
                wrong(
                        "an observation without keys",
                        RuleText.with("observed: { lock: ShareLock }", "observed: ShareLock"),
                        12,
                        "keys and values"),
                wrong(
                        "no list of links",
                        RuleText.valid().replaceFirst("links: \\[(.*)]", "links: $1"),
                        13,
                        "links is a list"),
                wrong("a plain link", RuleText.valid().replace("https://", "http://"), 13, "https://"),
                wrong(
                        "another instead",
                        RuleText.with("on: create_index", "instead: yes", "on: create_index"),
                        9,
                        "can only be none"),
                wrong(
                        "an Instead though there is none",
                        RuleText.with("on: create_index", "instead: none", "on: create_index"),
                        18,
                        "instead: none"),
                wrong("text before the page", RuleText.with("## Why", "Hello", "## Why"), 15, "## Why"),
                wrong("no Why", RuleText.with("## Why", "## Instead"), 17, "unexpected section: Instead"),
                wrong("no Instead", RuleText.with("## Instead"), 30, "## Instead is missing"),
                wrong(
                        "sections in another order",
                        RuleText.with("## Instead", "## Examples"),
                        19,
                        "unexpected section"),
                wrong("an unknown section", RuleText.with("## Instead", "## Fix"), 17, "unexpected section: Fix"),
                wrong("an empty section", RuleText.with("Because."), 15, "## Why is empty"),
                wrong("no examples", RuleText.with("## Examples"), 30, "## Examples is missing"),
                wrong("an example of no kind", RuleText.with("### Bad: plain", "### Plain"), 20, "### Bad: title"),
                wrong(
                        "no bad example",
                        RuleText.valid()
                                .replace("### Bad: plain", "### Good: plain")
                                .replace("-- expect: some-rule", ""),
                        31,
                        "no bad example"),
                wrong(
                        "no good example",
                        RuleText.valid()
                                .replace("### Good", "### Bad")
                                .replace(LAST_EXAMPLE, LAST_EXAMPLE + " -- expect: some-rule"),
                        31,
                        "no good example"),
                wrong("a block of another language", RuleText.with("```sql", "```"), 20, "exactly one ```sql"),
                wrong("an open block", RuleText.valid().stripTrailing().replaceFirst("```$", ""), 30, "not closed"),
                wrong("SQL before the first part", RuleText.with("-- base"), 22, "SQL before the first part"),
                wrong("no migration", RuleText.with("-- V2__i.sql", "-- no name"), 20, "no migration"),
                wrong("a part twice", last("select 1;", "-- V2__i.sql", "select 1;"), 31, "V2__i.sql is there twice"),
                wrong("an empty part", last(""), 29, "V2__i.sql is empty"),
                wrong("a setting without value", last("-- flyway: mixed", "select 1;"), 30, "name=value"),
                wrong("a mark without id", last("select 1; -- expect:"), 30, "not a mark"),
                wrong("a misspelt mark", last("select 1; -- expected: some-rule"), 30, "not a mark"),
                wrong("a mark of an unknown kind", last("select 1; -- expect-lnt: some-rule"), 30, "not a mark"),
                wrong(
                        "a mark in the base",
                        RuleText.with("create table t (a int);", "select 1; -- expect: some-rule"),
                        23,
                        "in the base"),
                wrong(
                        "a file mark below a statement",
                        last("select 1;", "-- expect-file: some-rule"),
                        31,
                        "directly under"),
                wrong(
                        "a bad example that expects nothing",
                        RuleText.valid().replace("-- expect: some-rule", "-- expect: a"),
                        20,
                        "does not expect"),
                wrong(
                        "a good example that expects the rule",
                        last("select 1; -- expect: some-rule"),
                        27,
                        "the good example expects"),
                wrong(
                        "a good example that expects the rule when it is run",
                        last("select 1; -- expect-check: some-rule"),
                        27,
                        "the good example expects"));
    }

    @Test
    void suggestsTheNearestKey() {
        assertThatExceptionOfType(FlygateException.class)
                .isThrownBy(() -> RuleFile.read(RuleText.SOURCE, RuleText.with("severity: error", "severty: error")))
                .satisfies(e -> assertThat(e.hint()).isEqualTo("Did you mean severity?"));
    }

    private static String message(String message) {
        return RuleText.with(
                "message: \"{table.name}: building {index.name} blocks writes\"", "message: \"" + message + "\"");
    }

    private static String observed(String keys) {
        return RuleText.with("observed: { lock: ShareLock }", "observed: { " + keys + " }");
    }

    private static String last(String... lines) {
        return RuleText.with(LAST_EXAMPLE, lines);
    }

    private static DynamicTest wrong(String name, String text, int line, String words) {
        return DynamicTest.dynamicTest(
                name,
                () -> assertThatExceptionOfType(FlygateException.class)
                        .isThrownBy(() -> RuleFile.read(RuleText.SOURCE, text))
                        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RULE))
                        .satisfies(e -> assertThat(e.getMessage())
                                .matches("(?s)rules/some-rule\\.md:" + line + "(:\\d+)?: .*")
                                .contains(words)));
    }
}
