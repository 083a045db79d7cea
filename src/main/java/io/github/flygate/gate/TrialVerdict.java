package io.github.flygate.gate;

import io.github.flygate.migration.Migration;
import io.github.flygate.model.Finding;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.GateReport.MigrationReport;
import io.github.flygate.model.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether other words for a migration may be shown, after they were run.
 *
 * @param before what the check says of the migrations as they are
 * @param after what it says of them in other words
 * @param differences between the catalogs that both make
 */
record TrialVerdict(DatabaseReport before, DatabaseReport after, List<String> differences) {
    /**
     * Why they may not; empty when they may.
     *
     * @param files that take the place of the migration
     */
    String refused(OtherWords words, Migration migration, Set<String> files) {
        if (words.files(migration).isEmpty()) {
            return "there is no version free for its parts";
        }
        Optional<MigrationReport> stuck = after.migrations().stream()
                .filter(report -> files.contains(report.file()) && !report.completed())
                .findFirst();
        if (stuck.isPresent()) {
            return stuck.get().script() + " does not go through" + reason(stuck.get());
        }
        if (!differences.isEmpty()) {
            return "it makes another catalog: " + differences.get(0);
        }
        return findingOfItsOwn(words.rules(migration), migration.file(), files);
    }

    /** What counts against these files. */
    List<Finding> remaining(Set<String> files) {
        return counting(after, files);
    }

    private String findingOfItsOwn(Set<String> ended, String old, Set<String> files) {
        Set<String> known = before.findings().stream().map(TrialVerdict::key).collect(Collectors.toSet());
        List<Finding> remaining = remaining(files);
        Map<String, Long> were = byRule(counting(before, Set.of(old)));
        Map<String, Long> are = byRule(remaining);
        return remaining.stream()
                .filter(finding -> {
                    String rule = finding.rule().value();
                    boolean stays = ended.contains(rule) && are.getOrDefault(rule, 0L) >= were.getOrDefault(rule, 0L);
                    return stays || finding.severity() == Severity.ERROR && !known.contains(key(finding));
                })
                .findFirst()
                .map(finding -> "it has a finding itself: " + finding.rule().value() + ": " + finding.message())
                .orElse("");
    }

    static String key(Finding finding) {
        return finding.rule().value() + " " + finding.relation();
    }

    private static List<Finding> counting(DatabaseReport report, Set<String> files) {
        return report.findings().stream()
                .filter(finding -> files.contains(finding.span().file())
                        && finding.status().counts())
                .toList();
    }

    private static Map<String, Long> byRule(List<Finding> findings) {
        return findings.stream()
                .collect(Collectors.groupingBy(finding -> finding.rule().value(), Collectors.counting()));
    }

    private String reason(MigrationReport stuck) {
        return remaining(Set.of(stuck.file())).stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .findFirst()
                .map(finding -> ": " + finding.message())
                .orElse("");
    }
}
