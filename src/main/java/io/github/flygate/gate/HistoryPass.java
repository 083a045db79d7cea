package io.github.flygate.gate;

import io.github.flygate.config.GateConfig;
import io.github.flygate.fact.HistoryProblem;
import io.github.flygate.history.FileProblems;
import io.github.flygate.history.HistoryFile;
import io.github.flygate.history.KnownHistory;
import io.github.flygate.history.Problem;
import io.github.flygate.migration.MigrationPlan;
import io.github.flygate.model.History;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Files against the history: the one that the base's files have written, and those that were exported.
 *
 * @param compared whether there was anything to compare with
 * @param exported files with exported histories that were compared
 * @param notes sentences about what was compared
 */
record HistoryPass(boolean compared, List<String> exported, List<Problem> problems, List<String> notes) {
    /** Of files without a base. */
    static final HistoryPass NONE = new HistoryPass(false, List.of(), List.of(), List.of());

    HistoryPass {
        exported = List.copyOf(exported);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    static HistoryPass of(GateConfig config, MigrationPlan plan) {
        List<Problem> problems = new ArrayList<>(FileProblems.of(plan, config.flyway()));
        Set<Path> files = new LinkedHashSet<>();
        config.history().base().ifPresent(files::add);
        config.history().file().ifPresent(files::add);
        if (files.isEmpty()) {
            return new HistoryPass(true, List.of(), problems, List.of());
        }
        Set<String> told = problems.stream()
                .filter(problem -> !problem.fact().code().isEmpty())
                .map(problem -> problem.fact().name())
                .collect(Collectors.toSet());
        List<String> notes = new ArrayList<>();
        List<String> exported = new ArrayList<>();
        for (Path file : files) {
            HistoryFile history = HistoryFile.read(config.project(), file);
            exported.add(history.file());
            KnownHistory.Result known = KnownHistory.compare(history, plan, config.flyway(), told);
            problems.addAll(known.problems());
            notes.addAll(known.notes());
        }
        return new HistoryPass(true, exported, problems, notes);
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
