package io.github.flygate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flygate.model.Effects.ServerError;
import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.Answer;
import io.github.flygate.model.GateReport.Coverage;
import io.github.flygate.model.GateReport.MigrationReport;
import io.github.flygate.model.Hazard;
import io.github.flygate.model.History;
import io.github.flygate.model.LockMode;
import io.github.flygate.model.Proof;
import io.github.flygate.model.RuleId;
import io.github.flygate.model.Severity;
import io.github.flygate.model.Span;
import io.github.flygate.model.Status;
import io.github.flygate.report.Reports.Style;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pull request writes into its migrations must stay text in every report. */
class HostileTextTest {
    private static final Style WIDE = new Style(200, false);

    @ParameterizedTest
    @EnumSource(Format.class)
    void noFormatLetsControlOrInvisibleCharactersThrough(Format format) {
        String hostile =
                "a\u001b[2Jb\u0007c\rd\u202ee\u2066f\u200bg\u2028h\u0085i\u009bj\ufeffk\u0000l\udb40\udc41m\u007fn";

        String text = ReportsTest.print(hostile(hostile), format, WIDE);

        assertThat(text.codePoints().filter(codePoint -> codePoint != '\n')).allMatch(SafeText::visible);
        // What is shown as text is escaped once more in JSON.
        assertThat(text.replace("\\\\", "\\"))
                .containsIgnoringCase("\\u001b[2J")
                .contains("\\u202e", "\\udb40\\udc41");
    }

    @Test
    void theJsonKeepsEveryCharacter() throws Exception {
        String hostile = "\u001b\u202e##[error] \"q\" \\ \n\t \ud83d\ude00 é";

        JsonNode database = new ObjectMapper()
                .readTree(ReportsTest.print(hostile(hostile), Format.JSON, WIDE))
                .at("/databases/0");

        assertThat(database.at("/findings/0/message").asText()).isEqualTo(hostile);
        assertThat(database.at("/migrations/0/statements/0/sql").asText()).isEqualTo(hostile);
        for (String place : List.of(
                "/rollingUpdateReasons/0",
                "/contract/broken/0/sql",
                "/contract/broken/0/message",
                "/contract/broken/1/origin",
                "/contract/notCovered/0/what",
                "/contract/notCovered/0/reason",
                "/restart/errors/0",
                "/restart/reapplied/0",
                "/rerun/0/problems/0")) {
            assertThat(database.at(place).asText()).as(place).isEqualTo(hostile);
        }
        assertThat(database.at("/settings/s").asText()).isEqualTo(hostile);
    }

    @ParameterizedTest
    @ValueSource(strings = {"##[error]x", "##vso[task.setvariable variable=a]b", "##teamcity[buildStop]"})
    void noLogLineHoldsACommandOfACiServer(String command) {
        assertThat(ReportsTest.print(hostile("a\n" + command), Format.CONSOLE, WIDE))
                .doesNotContain(command)
                .contains("\\u0023#");
        for (Format format : Format.values()) {
            assertThat(ReportsTest.print(hostile("a\n" + command), format, WIDE))
                    .as(format.id())
                    .doesNotContain(command);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"::error::x", "a\n::add-mask::x"})
    void noLogLineStartsLikeAWorkflowCommand(String command) {
        for (Format format : Format.values()) {
            String text = ReportsTest.print(hostile(command), format, WIDE);

            assertThat(text.lines().filter(line -> format != Format.GITHUB || !isOurs(line)))
                    .as(format.id())
                    .noneMatch(line -> line.stripLeading().startsWith("::"));
        }
    }

    /** Each finding is one command, and no text in it begins another. */
    private static boolean isOurs(String line) {
        return line.matches("::(error|warning) file=[^:]*,line=1,col=1,title=flygate%3A [a-z-]+::.*");
    }

    @Test
    void aWrappedLineDoesNotStartLikeAWorkflowCommandEither() {
        for (int length = 1; length <= 80; length++) {
            String text = ReportsTest.print(
                    hostile("x".repeat(length) + " ::stop-commands::x"), Format.CONSOLE, new Style(60, true));

            assertThat(text.lines())
                    .as("after %d characters", length)
                    .noneMatch(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")
                            .stripLeading()
                            .startsWith("::"));
        }
    }

    @Test
    void aStatementCannotEndItsBlockOrOpenATag() {
        String sql = "select '\n````\n</details>\n<!-- x\n```` @everyone | #1 https://evil.example ';";

        String markdown = ReportsTest.print(hostile(sql), Format.MARKDOWN, WIDE);

        assertThat(markdown).contains("\n`````sql\nselect '\n````\n</details>\n<!-- x\n");
        assertThat(outsideCode(markdown))
                .doesNotContain("<!--", "@everyone", " #1", "https://")
                .contains("&lt;\\!--", "@&#8203;everyone", "#&#8203;1", "https:&#8203;//");
        assertThat(outsideCode(markdown).split("</details>", -1))
                .as("the report's own: the chart, what was not tried, a statement, the migrations, the settings")
                .hasSize(6);
    }

    @Test
    void aCellCannotOpenAnotherCellOrRow() {
        String markdown = ReportsTest.print(hostile("a | b \\| c\n| d | `e | f` |"), Format.MARKDOWN, WIDE);

        assertThat(markdown.lines().filter(line -> line.startsWith("| error")))
                .singleElement()
                .satisfies(row ->
                        assertThat(row.chars().filter(c -> c == '|').count()).isEqualTo(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"# a", "- a", "> a", "1. a", "=== a", "*a*", "_a_", "[a](b)", "![a](b)", "~~a~~", "$a$", "<b>"})
    void runningTextStaysRunningText(String text) {
        String prose = MarkdownText.prose(List.of(new Prose.Block(Prose.Kind.PARAGRAPH, text)));

        assertThat(prose).doesNotStartWith(text).doesNotContain("[a]", "<b>");
    }

    @Test
    void aCodeSpanHoldsBackticksAndPipes() {
        assertThat(MarkdownText.code("plain_name")).isEqualTo("`plain_name`");
        assertThat(MarkdownText.code("a`|<b>")).isEqualTo("<code>a&#96;&#124;&#60;b&#62;</code>");
        assertThat(MarkdownText.code("")).isEmpty();
    }

    static GateReport hostile(String text) {
        String file = "db/" + text;
        int lines = (int) text.lines().count() + 1;
        MigrationReport migration = new MigrationReport(
                "V1__" + text,
                file,
                "1",
                text,
                "sql",
                true,
                true,
                false,
                1,
                List.of(new GateReport.StatementReport(
                        new Span(file, 1, 1, lines, 1),
                        text,
                        "unknown",
                        false,
                        SampleReports.effects(
                                1,
                                new ServerError("42601", text, 0),
                                false,
                                SampleReports.lock("public." + text, LockMode.ACCESS_EXCLUSIVE, 1)))));
        Finding finding = new Finding(
                new RuleId("execution-failure"),
                Severity.ERROR,
                Hazard.FAILS,
                Proof.MEASURED,
                Status.CONFIRMED,
                text,
                Span.line(file, 1),
                "public." + text,
                new TreeMap<>(Map.of("key " + text, text)),
                "",
                "flygate explain execution-failure",
                "00",
                "");
        Finding tried = new Finding(
                new RuleId("old-version-breaks"),
                Severity.WARNING,
                Hazard.BREAKS_OLD_VERSION,
                Proof.CONTRACT,
                Status.CONFIRMED,
                text,
                Span.line(file, 1),
                "public." + text,
                new TreeMap<>(Trial.KEYS.stream().collect(Collectors.toMap(key -> key, key -> text))),
                "",
                "flygate explain old-version-breaks",
                "01",
                "");
        Finding suppressed = finding.suppressed(text);
        GateReport.DatabaseReport database = SampleReports.database(
                text,
                List.of(migration),
                List.of(finding, tried, suppressed),
                Answer.NO,
                new Coverage(1, 1, 1, 0, 1, 0),
                List.of(text));
        return SampleReports.report(new GateReport.DatabaseReport(
                database.name(),
                database.engine(),
                database.postgres(),
                database.flyway(),
                new GateReport.Base(text, "", text, 1),
                database.migrations(),
                SampleCanary.saying(text),
                Optional.of(new History(
                        1,
                        List.of(text),
                        List.of(new History.Problem(text, file, text, text, text, text, text, text, text, text)))),
                database.findings(),
                database.coverage(),
                new TreeMap<>(Map.of("s", text)),
                database.notes(),
                database.timings()));
    }

    /** Without fenced blocks, code spans and code elements, in which GitHub makes no links. */
    static String outsideCode(String markdown) {
        return markdown.replaceAll("(?ms)^(`{3,})sql$.*?^\\1$", "")
                .replaceAll("`[^`\n]+`", "")
                .replaceAll("<code>.*?</code>", "");
    }
}
