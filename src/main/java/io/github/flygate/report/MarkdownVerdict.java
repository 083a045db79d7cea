package io.github.flygate.report;

import io.github.flygate.model.Canary;
import io.github.flygate.model.Canary.Broken;
import io.github.flygate.model.GateReport;
import io.github.flygate.model.GateReport.Answer;
import io.github.flygate.model.GateReport.DatabaseReport;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The lines a comment begins with, one for each database, the worst first: whether the version that runs now may keep
 * running while this is deployed. Programs may read them: each starts with {@code **Rolling update safe: }, then
 * {@code yes}, {@code no} or {@code unknown}, then {@code **}.
 */
final class MarkdownVerdict {
    private static final int MOST_DATABASES = 20;
    private static final int MOST_PLACES = 3;
    private static final int MOST_CHARACTERS = 8_000;
    private static final List<Answer> WORST_FIRST = List.of(Answer.NO, Answer.UNKNOWN, Answer.YES);

    private final List<DatabaseReport> databases;

    private MarkdownVerdict(List<DatabaseReport> databases) {
        this.databases = databases;
    }

    /** Ends with an empty line; empty for a report without databases. */
    static String lines(GateReport report) {
        List<DatabaseReport> worstFirst = report.databases().stream()
                .sorted(Comparator.comparingInt(database -> WORST_FIRST.indexOf(database.rollingUpdateSafe())))
                .toList();
        MarkdownVerdict verdict = new MarkdownVerdict(worstFirst);
        int most = MOST_DATABASES;
        String lines = verdict.lines(most);
        while (lines.length() > MOST_CHARACTERS && most > 1) {
            most /= 2;
            lines = verdict.lines(most);
        }
        return lines;
    }

    private String lines(int most) {
        String lines = databases.stream().limit(most).map(this::line).collect(Collectors.joining());
        return databases.size() <= most
                ? lines
                : lines + "Rolling update safe for " + (databases.size() - most) + " more databases: " + rest(most)
                        + "\n\n";
    }

    /** A line of its own in GitHub's comments and elsewhere: a paragraph. */
    private String line(DatabaseReport database) {
        String of = databases.size() == 1 ? "" : " for " + MarkdownReport.name(database.name());
        return "**Rolling update safe: " + Words.answer(database.rollingUpdateSafe()) + "**" + of + ", " + why(database)
                + "\n\n";
    }

    private String rest(int shown) {
        Map<Answer, Long> answers = databases.stream()
                .skip(shown)
                .collect(Collectors.groupingBy(
                        DatabaseReport::rollingUpdateSafe, LinkedHashMap::new, Collectors.counting()));
        return answers.entrySet().stream()
                .map(answer -> answer.getValue() + " " + Words.answer(answer.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static String why(DatabaseReport database) {
        Canary canary = database.canary();
        List<Broken> broken =
                canary.contract().map(contract -> contract.broken()).orElse(List.of());
        if (canary.rollingUpdateSafe() == Answer.NO && !broken.isEmpty()) {
            return breaks(broken);
        }
        return canary.reasons().isEmpty()
                ? MarkdownText.inline(CanaryWords.meaning(database))
                : MarkdownText.inline(CanaryWords.cut(canary.reasons().get(0)));
    }

    private static String breaks(List<Broken> broken) {
        Map<String, Integer> places = new LinkedHashMap<>();
        broken.forEach(one -> places.merge(CanaryWords.place(one), 1, Integer::sum));
        int unknown = places.getOrDefault("", 0);
        places.remove("");
        if (places.isEmpty()) {
            return Words.count(unknown, "statement") + " of the running version " + CanaryWords.breaks(unknown);
        }
        List<Map.Entry<String, Integer>> most = places.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .toList();
        int others =
                most.stream().skip(MOST_PLACES).mapToInt(Map.Entry::getValue).sum() + unknown;
        String text = MarkdownReport.name(most.get(0).getKey()) + " breaks "
                + Words.count(most.get(0).getValue(), "statement") + " of the running version";
        for (Map.Entry<String, Integer> place : most.subList(1, Math.min(MOST_PLACES, most.size()))) {
            text += ", " + MarkdownReport.name(place.getKey()) + " breaks " + place.getValue();
        }
        return text + (others == 0 ? "" : ", and " + others + " more " + CanaryWords.breaks(others));
    }
}
