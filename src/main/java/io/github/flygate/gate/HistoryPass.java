package io.github.flygate.gate;

import io.github.flygate.config.GateConfig;
import io.github.flygate.fact.HistoryProblem;
import io.github.flygate.history.FileProblems;
import io.github.flygate.history.HistoryFile;
import io.github.flygate.history.KnownHistory;
import io.github.flygate.history.Problem;
import io.github.flygate.migration.MigrationFinder;
import io.github.flygate.migration.MigrationPlan;
import io.github.flygate.model.History;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Files against the history: the one that the base's files have written, and one that was exported.
 *
 * @param compared whether there was anything to compare with
 * @param exported the file with the exported history; empty for none
 * @param notes sentences about what was compared
 */
record HistoryPass(boolean compared, String exported, List<Problem> problems, List<String> notes) {
    /** Of files without a base. */
    static final HistoryPass NONE = new HistoryPass(false, "", List.of(), List.of());

    HistoryPass {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    static HistoryPass of(GateConfig config, MigrationPlan plan) {
        List<Problem> problems = new ArrayList<>(FileProblems.of(plan, config.flyway()));
        Optional<Path> file = config.history().file();
        if (file.isEmpty()) {
            return new HistoryPass(true, "", problems, List.of());
        }
        Set<String> told = problems.stream()
                .filter(problem -> !problem.fact().code().isEmpty())
                .map(problem -> problem.fact().name())
                .collect(Collectors.toSet());
        KnownHistory.Result known = KnownHistory.compare(
                HistoryFile.read(file.get()),
                new MigrationFinder(Map.of()).head(config.project(), config.flyway()),
                plan,
                config.flyway(),
                told);
        problems.addAll(known.problems());
        return new HistoryPass(true, file.get().toString(), problems, known.notes());
    }

    /** @param entries migrations of the base */
    Optional<History> report(int entries) {
        return compared
                ? Optional.of(new History(
                        entries,
                        exported,
                        problems.stream().map(HistoryPass::plain).toList()))
                : Optional.empty();
    }

    private static History.Problem plain(Problem problem) {
        HistoryProblem fact = problem.fact();
        return new History.Problem(
                fact.problem(),
                problem.file(),
                fact.version(),
                fact.name(),
                fact.was(),
                fact.becomes(),
                fact.code(),
                fact.detail(),
                fact.next(),
                fact.remedy());
    }
}
