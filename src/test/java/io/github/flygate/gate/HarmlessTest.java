package io.github.flygate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.GateReport.MigrationReport;
import io.github.flygate.model.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code harmless.txt}: migrations that block, break and lose nothing, and are told nothing but advice. */
@Tag("db")
class HarmlessTest {
    private static final int AT_LEAST = 150;

    @TempDir
    Path folder;

    private CheckedProject project;
    private int migrations;

    @BeforeEach
    void aProjectWithAllOfThem() throws IOException {
        project = new CheckedProject(folder);
        project.base(StatementLines.resource("harmless-base.sql"));
        int version = 2;
        for (String line : StatementLines.read("harmless.txt", 18)) {
            String numbered = line.replace("#", String.valueOf(version));
            for (String file : numbered.split(" >> ", -1)) {
                project.pending("V" + version++ + "__x.sql", withTimeout(file) + ";\n");
            }
            migrations++;
        }
    }

    /** Without one, waiting for a lock has no limit, which is another matter. */
    private static String withTimeout(String file) {
        return file.startsWith("select") || file.startsWith("set") ? file : "set local lock_timeout = '2s';\n" + file;
    }

    @Test
    void theTextIsToldNothingButAdvice() {
        assertThat(migrations).isGreaterThanOrEqualTo(AT_LEAST);
        assertThat(told(project.lint())).isEmpty();
    }

    @Test
    void theServerFindsNothingButAdvice() {
        DatabaseReport report = project.report();

        // That a statement which was prepared before notices the new type is no false alarm.
        assertThat(told(report)).allMatch(told -> told.contains(" type ") && told.startsWith("old-"));
        assertThat(report.migrations().stream()
                        .filter(migration -> !migration.completed())
                        .map(MigrationReport::script))
                .isEmpty();
    }

    private List<String> told(DatabaseReport report) {
        List<String> told = new ArrayList<>();
        for (Finding finding : report.findings()) {
            if (finding.status().counts() && finding.severity() != Severity.INFO) {
                told.add(finding.rule() + ": " + finding.message() + " | " + sql(report, finding));
            }
        }
        return told;
    }

    private static String sql(DatabaseReport report, Finding finding) {
        return report.migrations().stream()
                .filter(migration -> migration.file().equals(finding.span().file()))
                .flatMap(migration -> migration.statements().stream())
                .filter(statement -> statement.span().equals(finding.span()))
                .map(statement -> statement.sql())
                .findFirst()
                .orElse(finding.span().toString());
    }
}
