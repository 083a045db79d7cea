package io.github.flygate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.report.Reports.Style;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
    private static final String COMMIT = "3f2c1ab9d4e5f60718293a4b5c6d7e8f90a1b2c3";
    private static final String REPOSITORY = "https://github.com/acme/shop";
    private static final Links LINKS = new Links(REPOSITORY, COMMIT, "", REPOSITORY + "/actions/runs/17");

    @ParameterizedTest
    @CsvSource({
        "db/V1__a.sql, 3, db/V1__a.sql#L3",
        "db/V1__a.sql, 0, db/V1__a.sql",
        "'db/a b)[x]<é>\".sql', 1, db/a%20b%29%5Bx%5D%3C%C3%A9%3E%22.sql#L1",
        "db/%2e%2e/x.sql, 1, db/%252e%252e/x.sql#L1"
    })
    void aFileIsLinkedAtItsLine(String file, int line, String expected) {
        assertThat(LINKS.file(file, line)).contains(REPOSITORY + "/blob/" + COMMIT + "/" + expected);
        assertThat(new Links(REPOSITORY, COMMIT, "services/orders", "").file(file, line))
                .contains(REPOSITORY + "/blob/" + COMMIT + "/services/orders/" + expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/x.sql",
                "../x.sql",
                "db/../../x.sql",
                "db//x.sql",
                "db\\..\\x.sql",
                "<stdin>",
                "C:/x.sql",
                "javascript:x.sql",
                "db/."
            })
    void whatIsNoFileOfTheRepositoryIsNotLinked(String file) {
        assertThat(LINKS.file(file, 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com/acme/shop, main",
        "https://github.com/acme/shop, ''",
        "javascript:alert(1), 3f2c1ab9d4e5f60718293a4b5c6d7e8f90a1b2c3",
        "https://user@evil.example/a/b, 3f2c1ab9d4e5f60718293a4b5c6d7e8f90a1b2c3",
        "https://github.com/a b/c, 3f2c1ab9d4e5f60718293a4b5c6d7e8f90a1b2c3"
    })
    void nothingIsLinkedToWhatIsNoCommitOfARepository(String repository, String commit) {
        assertThat(new Links(repository, commit, "", "").file("a.sql", 1)).isEmpty();
        assertThat(new Links("", "", "", "https://x.example/a) [b](c").run()).isEmpty();
    }

    @Test
    void everyTableLinksItsPlaces() {
        String markdown = ReportsTest.print(RichReport.report(), Format.MARKDOWN, new Style(80, false, LINKS));
        String address = REPOSITORY + "/blob/" + COMMIT + "/" + SampleReports.FOLDER + "V44__customers.sql#L2";

        assertThat(markdown)
                .contains(
                        "\n| [`V44__customers.sql:2`](" + address + ") | `alter table customers drop column fax` |",
                        "| column \"fax\" does not exist | [`V44__customers.sql:2`](" + address + ") | always |",
                        "| warning | `drop-table` | [`V46__drop_carts.sql:1`](" + REPOSITORY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"](evil.example)", "`](evil.example)", "<a href=x>", "|", "\u202e", "%0a"})
    void aHostileNameLinksNowhereElse(String name) {
        String markdown =
                ReportsTest.print(HostileTextTest.hostile(name + ".sql"), Format.MARKDOWN, new Style(80, false, LINKS));

        List<String> targets = Pattern.compile("(?<!\\\\)\\]\\(([^)]*)\\)")
                .matcher(HostileTextTest.outsideCode(markdown))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(targets).isNotEmpty().allMatch(target -> target.startsWith(REPOSITORY + "/blob/" + COMMIT + "/"));
    }

    @Test
    void whatIsLeftOutIsInTheRun() {
        String markdown = ReportsTest.print(StoredReports.many(3_000), Format.MARKDOWN, new Style(80, false, LINKS));

        assertThat(markdown).endsWith("The JSON report has all, see [the run](" + REPOSITORY + "/actions/runs/17).\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {": crit, 0, 9", "\n    click x href \"https://evil.example\"", "; %%{init}%%", "```", "#35;"})
    void aHostileNameChangesNoChart(String name) {
        String markdown = ReportsTest.print(HostileTextTest.hostile("t" + name), Format.MARKDOWN, new Style(80, false));
        String chart = markdown.replaceAll("(?s).*```mermaid\n(.*?)\n```.*", "$1");

        assertThat(chart.lines().toList())
                .hasSize(6)
                .last()
                .asString()
                .matches("    Line 1 AccessExclusiveLock public\\.t[\\p{L}\\p{N}_. -]* :crit, 0, 1");
        assertThat(chart.lines().skip(4)).first().asString().matches("    section [\\p{L}\\p{N}_. -]*");
    }
}
