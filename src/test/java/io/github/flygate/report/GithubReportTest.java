package io.github.flygate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.Answer;
import io.github.flygate.model.GateReport.Coverage;
import io.github.flygate.model.Hazard;
import io.github.flygate.model.Severity;
import io.github.flygate.report.Reports.Style;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GithubReportTest {
    private static final Pattern COMMAND = Pattern.compile("::(\\w+) ([^:]*)::(.*)");

    /** A command as the runner reads it: percent signs are undone in properties and message. */
    private record Command(String name, Map<String, String> properties, String message) {
        static Command read(String line) {
            Matcher command = COMMAND.matcher(line);
            assertThat(command.matches()).as(line).isTrue();
            Map<String, String> properties = new LinkedHashMap<>();
            Arrays.stream(command.group(2).split(","))
                    .map(pair -> pair.split("=", 2))
                    .forEach(pair -> properties.put(pair[0], undone(pair[1])));
            return new Command(command.group(1), properties, undone(command.group(3)));
        }

        private static String undone(String text) {
            return text.replace("%0D", "\r")
                    .replace("%0A", "\n")
                    .replace("%3A", ":")
                    .replace("%2C", ",")
                    .replace("%25", "%");
        }
    }

    @Test
    void aFindingBecomesAnAnnotationOnItsLine() {
        GateReport report = RichReport.report();

        List<Command> commands = commands(print(report));

        assertThat(commands).hasSameSizeAs(OpenFindings.of(report)).anySatisfy(command -> {
            assertThat(command.name()).isEqualTo("error");
            assertThat(command.properties())
                    .containsEntry("file", SampleReports.FOLDER + "V42__orders_index.sql")
                    .containsEntry("line", "3")
                    .containsEntry("title", "flygate: index-create-blocking");
            assertThat(command.message()).contains("blocks writes until it is done", "flygate explain");
        });
        assertThat(print(report).lines()).last().asString().startsWith("flygate: fail, 5 errors");
    }

    @Test
    void tenOfEachKindAndACountOfTheOthers() {
        String text = print(ManyFindings.of(3_000, "create index i on t (a)"));

        List<Command> commands = commands(text);
        assertThat(commands).extracting(Command::name).startsWith("error").endsWith("notice");
        for (String name : List.of("error", "warning", "notice")) {
            assertThat(commands.stream().filter(command -> command.name().equals(name)))
                    .hasSize(10);
        }
        assertThat(text.lines().skip(30))
                .containsExactly("flygate: fail, 1000 errors, 1000 warnings, 1000 info; 2970 more findings not shown"
                        + " as annotations, the other reports have all");
    }

    @Test
    void whatPropertiesAndMessagesMustNotHoldIsEscaped() {
        String hostile = "50%,a:b\r\n::error::x,y%0A::set-output name=a::b";

        List<Command> commands = commands(print(HostileTextTest.hostile(hostile)));

        assertThat(commands).hasSize(2).allSatisfy(command -> {
            assertThat(command.properties()).containsOnlyKeys("file", "line", "col", "title");
            assertThat(command.properties().get("file")).startsWith("db/50%,a:b\n::error::x,y%0A::set-output");
            assertThat(command.message()).startsWith("50%,a:b ::error::x,y%0A::set-output name=a::b\n");
        });
    }

    @Test
    void findingsThatDifferOnlyInTheRelationShareAnAnnotation() {
        GateReport report = SampleReports.report(SampleReports.database(
                "orders",
                List.of(),
                List.of(about("public.a"), about("public.b"), about("public.c")),
                Answer.NO,
                new Coverage(1, 1, 1, 1, 1, 0),
                List.of()));

        assertThat(commands(print(report)))
                .singleElement()
                .satisfies(command ->
                        assertThat(command.message()).startsWith("public.a, public.b, public.c: rewritten\n"));
    }

    private static Finding about(String relation) {
        return SampleReports.about(
                "some-rule", Severity.ERROR, Hazard.BLOCKS_READS, "V1__x.sql", 1, relation + ": rewritten", relation);
    }

    @Test
    void filesAreNamedFromTheTopOfTheRepository() {
        GateReport lint = SampleReports.lint();
        GateReport below = new GateReport("0.1.0", Severity.ERROR, "services/orders", List.of(), lint.databases());

        assertThat(commands(print(below)).get(0).properties())
                .containsEntry("file", "services/orders/" + SampleReports.FOLDER + "V42__orders_index.sql");
    }

    @Test
    void aCleanReportIsOneLine() {
        assertThat(print(SampleReports.withoutFindings())).isEqualTo("flygate: pass, no findings\n");
    }

    private static List<Command> commands(String text) {
        List<String> lines = text.lines().toList();
        return lines.subList(0, lines.size() - 1).stream().map(Command::read).toList();
    }

    private static String print(GateReport report) {
        String text = ReportsTest.print(report, Format.GITHUB, new Style(80, false));
        assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThan(200_000);
        return text;
    }
}
