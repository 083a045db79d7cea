package io.github.flygate.report;

import io.github.flygate.model.Canary;
import io.github.flygate.model.Canary.Broken;
import io.github.flygate.model.Canary.Contract;
import io.github.flygate.model.Canary.Covered;
import io.github.flygate.model.Canary.Rerun;
import io.github.flygate.model.Canary.Restart;
import io.github.flygate.model.GateReport.DatabaseReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What was tried of the version that still runs, in the phrases that the reports for people share. */
final class CanaryWords {
    private static final String RUNS_NOW = "the version that runs now";
    private static final int MOST_NAMES = 8;
    private static final int MOST_TEXT = 300;

    private CanaryWords() {}

    /** What the answer to "rolling update safe" means to somebody who reads it for the first time. */
    static String meaning(DatabaseReport database) {
        Canary canary = database.canary();
        return switch (canary.rollingUpdateSafe()) {
            case YES -> yes(database);
            case NO -> no(canary);
            case UNKNOWN ->
                tried(canary).isEmpty()
                        ? "nothing shows whether " + RUNS_NOW + " can go on while this is deployed"
                        : "what was tried does not settle whether " + RUNS_NOW + " can go on: " + tried(canary);
        };
    }

    /** Never more than what was tried: other statements may break all the same. */
    private static String yes(DatabaseReport database) {
        Canary canary = database.canary();
        if (database.migrations().isEmpty()) {
            return "nothing is pending";
        }
        if (tried(canary).isEmpty()) {
            return "nothing was found that " + RUNS_NOW + " would wait for, but none of its statements was tried";
        }
        boolean accepted = canary.contract().stream()
                .anyMatch(contract -> !contract.broken().isEmpty());
        return accepted
                ? "nothing that was tried and counts breaks " + RUNS_NOW + ": " + tried(canary)
                : "nothing that was tried breaks it: " + tried(canary);
    }

    private static String no(Canary canary) {
        List<String> parts = new ArrayList<>();
        canary.contract()
                .filter(contract -> !contract.broken().isEmpty())
                .ifPresent(contract -> parts.add(
                        contract.broken().size() + " of " + Words.count(contract.checked(), "statement") + " of "
                                + RUNS_NOW + " " + breaks(contract.broken().size())));
        canary.restart()
                .filter(restart -> !restart.valid())
                .ifPresent(restart -> parts.add((parts.isEmpty() ? RUNS_NOW : "it") + " does not start again"));
        return parts.isEmpty()
                ? RUNS_NOW + " would wait or break while this is deployed"
                : "of what was tried, " + String.join(", and ", parts);
    }

    /** Such as {@code 214 statements, 3 of them break, restart, 2 files run again}; empty when nothing was tried. */
    private static String tried(Canary canary) {
        List<String> parts = new ArrayList<>();
        canary.contract().ifPresent(contract -> {
            parts.add(Words.count(contract.checked(), "statement"));
            int broken = contract.broken().size();
            if (broken > 0) {
                parts.add(broken + " of them " + breaks(broken));
            }
        });
        canary.restart().ifPresent(restart -> parts.add(restart.valid() ? "restart" : "a restart that fails"));
        if (!canary.rerun().isEmpty()) {
            parts.add(Words.count(canary.rerun().size(), "file") + " run again");
        }
        return String.join(", ", parts);
    }

    static String breaks(int statements) {
        return statements == 1 ? "breaks" : "break";
    }

    /** What was tried, and over how much of the base. */
    static String checked(Contract contract) {
        Covered covered = contract.coverage();
        List<String> objects = new ArrayList<>();
        add(objects, covered.tables(), "table");
        add(objects, covered.columns(), "column");
        add(objects, covered.views(), "view");
        add(objects, covered.routines(), "routine");
        add(objects, covered.sequences(), "sequence");
        add(objects, covered.types(), "type");
        int probes = Math.max(0, contract.checked() - covered.teamStatements());
        String over = objects.isEmpty() ? "" : " over " + String.join(", ", objects);
        int broken = contract.broken().size();
        return Words.count(contract.checked(), "statement") + " of the old version ("
                + Words.count(probes, "probe") + over + "; " + covered.teamStatements() + " of the team's; "
                + "rows went into " + covered.tablesWritten() + " of the tables): "
                + (broken == 0 ? "none breaks" : broken + " " + breaks(broken));
    }

    private static void add(List<String> objects, int number, String noun) {
        if (number > 0) {
            objects.add(Words.count(number, noun));
        }
    }

    /** Such as {@code 214 of 219 statements of the old version}: what could not be tried counts as one each. */
    static String share(Contract contract) {
        return contract.checked() + " of "
                + Words.count(contract.checked() + contract.notCovered().size(), "statement") + " of the old version";
    }

    static String notCovered(Contract contract) {
        int number = contract.notCovered().size();
        return number + (number == 1 ? " object or statement" : " objects or statements") + " could not be tried";
    }

    /** File name and line of the migration that broke a statement; empty when that is not known. */
    static String place(Broken broken) {
        String name = broken.file().isEmpty() ? broken.script() : broken.file();
        return Words.shortPlace(broken.line() > 0 && !name.isEmpty() ? name + ":" + broken.line() : name);
    }

    static String when(Broken broken) {
        return broken.prepared() ? "only when prepared before" : "always";
    }

    /** Different failures come before others that are like one already named: the first ones then tell the most. */
    static List<Broken> varied(List<Broken> broken, int most) {
        Set<List<String>> seen = new HashSet<>();
        List<Broken> first = new ArrayList<>();
        List<Broken> alike = new ArrayList<>();
        for (Broken one : broken) {
            boolean isNew = seen.add(List.of(place(one), one.sqlState(), one.message()));
            (isNew ? first : alike).add(one);
        }
        first.addAll(alike);
        return first.subList(0, Math.min(most, first.size()));
    }

    /** @param most errors that are named; there are others when there are more */
    static String restart(Restart restart, int most) {
        String reapplied = restart.reapplied().isEmpty()
                ? ""
                : "; migrate runs again: " + cut(Words.names(restart.reapplied(), MOST_NAMES));
        if (restart.valid()) {
            return "a server of the old version starts on the migrated database: Flyway's validate and migrate go"
                    + " through" + reapplied;
        }
        String errors = joined(restart.errors(), most);
        return "a server of the old version does not start on the migrated database"
                + (errors.isEmpty() ? "" : ": " + errors) + reapplied;
    }

    /** Files with problems first, so that none of them hides behind those that bear it. */
    static List<Rerun> worstFirst(List<Rerun> reruns) {
        return reruns.stream()
                .sorted(Comparator.comparing(rerun -> rerun.problems().isEmpty()))
                .toList();
    }

    /** @param most problems that are named */
    static String rerun(Rerun rerun, int most) {
        String how = switch (rerun.kind()) {
            case "combined" -> "run by hand, then by Flyway";
            case "interrupted" -> "cut short, then run again";
            case "repeatable" -> "run again as after a change of its text";
            default -> "run again (" + rerun.kind() + ")";
        };
        return how + ": " + (rerun.problems().isEmpty() ? "no problem" : joined(rerun.problems(), most));
    }

    private static String joined(List<String> texts, int most) {
        String some = texts.stream().limit(most).map(CanaryWords::cut).collect(Collectors.joining("; "));
        return texts.size() <= most ? some : some + "; and " + (texts.size() - most) + " more";
    }

    /** A sentence from Flyway or the server, at a length that leaves room for others. */
    static String cut(String text) {
        return SafeText.cut(SafeText.line(text), MOST_TEXT);
    }
}
