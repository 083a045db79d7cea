package io.github.flygate.report;

import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.Severity;
import io.github.flygate.report.OpenFindings.Owned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * GitLab's Code Quality report: the findings that count, as an array of issues. GitLab keeps one of those with equal
 * fingerprints, so that no two are equal here.
 */
final class GitlabReport {
    private static final int MOST_DESCRIPTION = 1_000;

    private final JsonFields json;
    private final RepositoryFiles files;
    private final Ordinals ordinals = new Ordinals();

    private GitlabReport(JsonFields json, GateReport report) {
        this.json = json;
        this.files = new RepositoryFiles(report.folder());
    }

    static String render(GateReport report) throws IOException {
        return JsonFields.document(json -> json.list(OpenFindings.of(report), new GitlabReport(json, report)::issue));
    }

    private void issue(Owned owned) throws IOException {
        Finding finding = owned.finding();
        json.open();
        // GitLab does without the first two; the Code Climate format, which it reads, does not.
        json.text("type", "issue");
        json.texts("categories", List.of("Bug Risk"));
        json.text("description", SafeText.cut(SafeText.line(finding.message()), MOST_DESCRIPTION));
        json.text("check_name", finding.rule().value());
        json.text("fingerprint", fingerprint(owned));
        json.text("severity", severity(finding.severity()));
        json.open("location");
        json.text("path", files.path(finding.span().file()));
        json.open("lines");
        json.number("begin", finding.span().line());
        json.close();
        json.close();
        json.close();
    }

    /** Databases of one project may have scripts of the same name. */
    private String fingerprint(Owned owned) {
        String name = owned.database().name() + "\n" + owned.finding().fingerprint();
        String unique = name + "\n" + ordinals.next(name);
        return UUID.nameUUIDFromBytes(unique.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String severity(Severity severity) {
        return switch (severity) {
            case ERROR -> "critical";
            case WARNING -> "major";
            case INFO -> "info";
        };
    }
}
