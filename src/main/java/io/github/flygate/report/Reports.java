package io.github.flygate.report;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.GateReport;
import java.io.IOException;
import java.util.stream.Collectors;

/** Prints reports. */
public final class Reports {
    private Reports() {}

    /**
     * Prints a report. The output is a pure function of the report, the format and the style: lines end with LF, the
     * last one too.
     *
     * @throws FlygateException with {@link ErrorCode#IO} when {@code to} takes no more
     */
    public static void write(GateReport report, Format format, Appendable to, Style style) {
        try {
            to.append(render(report, format, style));
        } catch (IOException e) {
            throw new FlygateException(
                    ErrorCode.IO,
                    "The " + format.id() + " report could not be written: " + e.getMessage(),
                    "Check that the output can be written and that its disk has room.",
                    e);
        }
    }

    /**
     * A text that may quote names, SQL and values from elsewhere, such as an error message: line by line what neither a
     * terminal nor a CI log obeys.
     */
    public static String harmless(String text) {
        return SafeText.block(text).lines().map(Page::disarm).collect(Collectors.joining("\n"));
    }

    /** What a run shows that ended without a report, as Markdown. */
    public static String failureMarkdown(String said) {
        return "## flygate could not look\n\nNothing was proved, so this is no pass.\n\n"
                + MarkdownText.fenced(said, "text");
    }

    /** The same as a workflow command of GitHub's. */
    public static String failureAnnotation(String said) {
        return GithubReport.failure(said);
    }

    private static String render(GateReport report, Format format, Style style) throws IOException {
        return switch (format) {
            case CONSOLE -> new ConsoleReport(report, style).render();
            case JSON -> JsonReport.render(report);
            case MARKDOWN -> new MarkdownReport(report, style.links()).render();
            case SARIF -> SarifReport.render(report, true);
            case CODE_SCANNING -> SarifReport.render(report, false);
            case JUNIT -> JunitReport.render(report);
            case GITLAB -> GitlabReport.render(report);
            case GITHUB -> new GithubReport(report).render();
        };
    }

    /**
     * How a report looks; each format takes what it can use.
     *
     * @param width columns of the console report; fewer than 60 count as 60
     * @param colour whether the console report uses ANSI colours
     * @param links where Markdown leads to
     */
    public record Style(int width, boolean colour, Links links) {
        private static final int NARROWEST = 60;

        public Style(int width, boolean colour) {
            this(width, colour, Links.NONE);
        }

        public Style {
            width = Math.max(NARROWEST, width);
        }
    }
}
