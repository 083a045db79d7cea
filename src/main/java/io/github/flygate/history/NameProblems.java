package io.github.flygate.history;

import io.github.flygate.fact.HistoryProblem;
import io.github.flygate.migration.Change;
import io.github.flygate.migration.LookAlike;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.MigrationPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Names and places of new files: those that Flyway passes over, and those that are one on some machines. */
final class NameProblems {
    private NameProblems() {}

    static List<Problem> of(MigrationPlan plan) {
        List<Problem> problems = new ArrayList<>();
        plan.lookAlikes().stream()
                .filter(one -> !one.inBase())
                .forEach(one -> problems.add(new Problem(ignored(one), one.file())));
        problems.addAll(sameButForCase(plan));
        return problems;
    }

    private static HistoryProblem ignored(LookAlike file) {
        return switch (file.kind()) {
            case SCRIPT, JAVA_CLASS ->
                problem(
                        "name-ignored",
                        file.file(),
                        "Flyway passes over it: " + file.reason(),
                        "it is never run, and nobody is told",
                        file.kind() == LookAlike.Kind.SCRIPT
                                ? "Correct the name, or move the file out of the locations."
                                : "Correct the class, or move it out of the package of the migrations.");
            case CONFIGURATION ->
                problem(
                        "name-ignored",
                        file.file(),
                        "Flyway passes over it: " + file.reason(),
                        "what it says does not count, and nobody is told",
                        "Give it the name of its script and .conf behind that, in the script's folder.");
            case OUTSIDE ->
                problem(
                        "outside-locations",
                        file.file(),
                        file.reason(),
                        "Flyway never runs it, and nobody is told",
                        "Move it into a location, or name its folder in flyway.locations.");
        };
    }

    /** Versions cannot meet so: Flyway refuses two files of one version, whatever their names. */
    private static List<Problem> sameButForCase(MigrationPlan plan) {
        Set<String> gone = new HashSet<>();
        plan.edited().stream()
                .filter(change -> change.kind() == Change.Kind.DELETED
                        || change.kind() == Change.Kind.RENAMED
                        || change.kind() == Change.Kind.GONE_IGNORED)
                .forEach(change -> gone.add(change.file()));
        Set<String> old = new HashSet<>();
        plan.applied().forEach(migration -> old.add(migration.file()));
        plan.baseCallbacks().forEach(callback -> old.add(callback.file()));
        Set<String> files = new HashSet<>();
        plan.applied().stream()
                .map(Migration::file)
                .filter(file -> !gone.contains(file))
                .forEach(files::add);
        plan.pending().forEach(migration -> files.add(migration.file()));
        plan.callbacks().forEach(callback -> files.add(callback.file()));
        SortedMap<String, List<String>> alike = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        files.forEach(
                file -> alike.computeIfAbsent(file, first -> new ArrayList<>()).add(file));
        List<Problem> problems = new ArrayList<>();
        files.stream()
                .filter(file -> !old.contains(file))
                .sorted()
                .forEach(file -> Objects.requireNonNull(alike.get(file)).stream()
                        .filter(other -> !other.equals(file))
                        .filter(other -> old.contains(other) || other.compareTo(file) < 0)
                        .sorted()
                        .findFirst()
                        .ifPresent(other -> problems.add(new Problem(
                                problem(
                                        "names-collide",
                                        file,
                                        "its name and that of " + other + " differ in nothing but case",
                                        "on macOS and Windows a checkout has one of the two, and a Flyway that is started there"
                                                + " runs one",
                                        "Give one of them another description."),
                                file))));
        return problems;
    }

    private static HistoryProblem problem(String problem, String name, String detail, String next, String remedy) {
        return new HistoryProblem(problem, "", name, "", "", "", detail, next, remedy);
    }
}
