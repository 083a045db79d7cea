package io.github.flygate.report;

import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * SARIF 2.1.0: one run for each database, with all rules, so that a reader knows of each finding that is gone that it
 * was looked for. GitHub reads {@value #MOST_RUNS} runs of a file and {@value #MOST_RESULTS} results of a run.
 */
final class SarifReport {
    static final int MOST_RUNS = 20;
    static final int MOST_RESULTS = 25_000;

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final Pattern SEMANTIC_VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?");

    private final JsonFields json;
    private final GateReport report;
    private final boolean accepted;
    private final SarifRules rules;

    private SarifReport(JsonFields json, GateReport report, boolean accepted) {
        this.json = json;
        this.report = report;
        this.accepted = accepted;
        this.rules = new SarifRules(json, report);
    }

    /**
     * A whole SARIF file.
     *
     * @param accepted whether suppressed findings and those of the baseline are results, marked as such; GitHub shows
     *     them as open ones
     */
    static String render(GateReport report, boolean accepted) throws IOException {
        return JsonFields.document(json -> new SarifReport(json, report, accepted).log());
    }

    private void log() throws IOException {
        List<DatabaseReport> databases = report.databases();
        // GitHub refuses a file with more runs: all in one then, and the name of each in its results.
        List<List<DatabaseReport>> runs = databases.size() > MOST_RUNS
                ? List.of(databases)
                : databases.stream().map(List::of).toList();
        json.open();
        json.text("$schema", SCHEMA);
        json.text("version", "2.1.0");
        int most = MOST_RESULTS / Math.max(1, runs.size());
        json.list("runs", runs, run -> run(run, most));
        json.close();
    }

    private void run(List<DatabaseReport> databases, int most) throws IOException {
        List<SarifResult> all = results(databases);
        List<SarifResult> shown = mostImportant(all, most);
        json.open();
        tool();
        json.open("automationDetails");
        json.text("id", "flygate/" + (databases.size() == 1 ? name(databases.get(0)) + "/" : ""));
        json.close();
        json.text("columnKind", "utf16CodeUnits");
        invocation(databases, all.size() - shown.size());
        RepositoryFiles files = new RepositoryFiles(report.folder());
        json.list("results", shown, result -> result.write(json, files, rules.index(result.finding())));
        json.close();
    }

    /** The last {@code /} ends the category, so that none may be within. */
    private static String name(DatabaseReport database) {
        return SafeText.line(database.name()).replace('/', '_');
    }

    private void tool() throws IOException {
        json.open("tool");
        json.open("driver");
        json.text("name", "flygate");
        json.text("version", report.toolVersion());
        if (SEMANTIC_VERSION.matcher(report.toolVersion()).matches()) {
            json.text("semanticVersion", report.toolVersion());
        }
        rules.write();
        json.close();
        json.close();
    }

    private void invocation(List<DatabaseReport> databases, int leftOut) throws IOException {
        List<String> notes = new ArrayList<>();
        for (DatabaseReport database : databases) {
            String of = databases.size() == 1 ? "" : database.name() + ": ";
            Counts counts = Counts.of(database.findings(), report.failOn());
            notes.add(of + Words.server(database) + "; " + Words.scope(database));
            notes.add(of + MarkdownReport.capital(Words.coverage(database, counts, database.coverage())));
            notes.add(of + "Rolling update safe: " + Words.answer(database.rollingUpdateSafe()) + ", "
                    + CanaryWords.meaning(database));
            database.canary().reasons().forEach(reason -> notes.add(of + reason));
            database.notes().forEach(note -> notes.add(of + note));
        }
        json.list("invocations", List.of(notes), all -> {
            json.open();
            json.truth("executionSuccessful", true);
            json.startList("toolExecutionNotifications");
            if (leftOut > 0) {
                notification(
                        "warning",
                        Words.count(leftOut, "more finding") + " not in this file, the least severe;"
                                + " the JSON report has all");
            }
            for (String note : all) {
                notification("note", note);
            }
            json.endList();
            json.close();
        });
    }

    private void notification(String level, String text) throws IOException {
        json.open();
        json.text("level", level);
        json.open("message");
        json.text("text", SafeText.line(text));
        json.close();
        json.close();
    }

    /** Refuted suspicions are no results: the server did not do it. */
    private List<SarifResult> results(List<DatabaseReport> databases) {
        Ordinals ordinals = new Ordinals();
        List<SarifResult> results = new ArrayList<>();
        for (DatabaseReport database : databases) {
            SarifSuppressions suppressions = new SarifSuppressions(database);
            String of = databases.size() == 1 ? "" : "database " + database.name();
            for (Finding finding : database.findings()) {
                if (finding.status().counts() || (accepted && finding.status() != Status.REFUTED)) {
                    int ordinal = ordinals.next(of + "\n" + finding.fingerprint());
                    results.add(new SarifResult(finding, of, ordinal, suppressions.of(finding)));
                }
            }
        }
        return results;
    }

    /** In the given order. */
    private static List<SarifResult> mostImportant(List<SarifResult> results, int most) {
        if (results.size() <= most) {
            return results;
        }
        Set<SarifResult> chosen = new HashSet<>(results.stream()
                .sorted(Comparator.comparing(SarifResult::finding, OpenFindings.MOST_IMPORTANT_FIRST))
                .limit(most)
                .toList());
        return results.stream().filter(chosen::contains).toList();
    }
}
