package io.github.flygate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.model.GateReport;
import io.github.flygate.report.Reports.Style;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Read by a parser that reads as browsers do. */
class HtmlReportTest {
    private static final Set<String> TAGS = Set.of(
            "a", "body", "code", "details", "em", "h2", "head", "html", "li", "meta", "ol", "p", "pre", "strong",
            "style", "summary", "table", "tbody", "td", "th", "thead", "title", "tr", "ul");
    private static final Set<String> ATTRIBUTES =
            Set.of("align", "class", "content", "charset", "href", "http-equiv", "lang", "name", "start");

    private static Document page(GateReport report) {
        return Jsoup.parse(ReportsTest.print(report, Format.HTML, new Style(80, false)));
    }

    @Test
    void thePageHoldsWhatTheMarkdownHolds() {
        Document page = page(RichReport.report());

        assertThat(page.title()).isEqualTo("flygate: fail");
        assertThat(page.select("h2").text()).startsWith("flygate: fail, ");
        assertThat(page.select("table th").eachText()).contains("Statement of the old version", "Who waits");
        assertThat(page.select("details > summary").eachText()).isNotEmpty();
        assertThat(page.select("details pre code").eachText()).anyMatch(sql -> sql.contains("alter table"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "</code></summary></details><iframe src=//x.example>",
                "[a](javascript:alert(1))",
                "`<b>` | <svg/onload=alert(1)>",
                "<!-- --><style>*{display:none}</style>",
                "&lt;script&gt; \u202e <details open ontoggle=alert(1)>"
            })
    void nothingOfItIsObeyed(String text) {
        Document page = page(HostileTextTest.hostile(text));

        assertThat(page.getAllElements().stream()
                        .map(Element::normalName)
                        .filter(name -> !name.startsWith("#"))
                        .collect(Collectors.toSet()))
                .isSubsetOf(TAGS);
        assertThat(page.getAllElements().stream()
                        .flatMap(element -> element.attributes().asList().stream())
                        .map(Attribute::getKey)
                        .collect(Collectors.toSet()))
                .isSubsetOf(ATTRIBUTES);
        assertThat(page.select("a[href]").eachAttr("href")).allMatch(address -> address.startsWith("https://"));
        assertThat(page.select("style")).hasSize(1);
    }
}
