package io.github.flygate.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Flyway, or a forecast of it, says: a line for each migration, and one that begins with {@link FlywayAgent#REFUSED}
 * where a command was refused.
 *
 * @param start validation as migrate does it; empty when it was not asked for
 */
record Said(
        List<String> info,
        List<String> validate,
        Optional<List<String>> start,
        List<String> migrate,
        List<HistoryRow> written) {

    static Said by(Map<String, List<String>> agent, List<HistoryRow> written) {
        return new Said(
                normal(agent.getOrDefault("info", List.of())),
                normal(agent.getOrDefault("validate", List.of())),
                Optional.ofNullable(agent.get("start")).map(Said::unrefused),
                normal(agent.getOrDefault("migrate", List.of())),
                written.stream().map(Said::withoutStub).toList());
    }

    static Said of(Forecast forecast, boolean codes) {
        List<String> start = invalid(forecast.migrate().invalid());
        return new Said(
                with(
                        forecast.info().migrations().stream().map(Said::line).toList(),
                        forecast.info().refusal()),
                with(invalid(forecast.validate().invalid()), forecast.validate().refusal()),
                codes ? Optional.of(start) : Optional.empty(),
                with(List.of(), forecast.migrate().refusal()),
                forecast.migrate().written().stream().map(Said::withoutScript).toList());
    }

    private static List<String> with(List<String> lines, Optional<Forecast.Refusal> refusal) {
        List<String> all = new ArrayList<>(lines);
        refusal.ifPresent(why -> all.add(FlywayAgent.REFUSED + why.code() + "|" + why.message()));
        return normal(all);
    }

    /** Which of two offenders comes first is left to the order of a hash set; a stub has another class name. */
    private static List<String> normal(List<String> lines) {
        return lines.stream()
                .map(line -> line.startsWith(FlywayAgent.REFUSED + "DUPLICATE_") ? duplicates(line) : line)
                .toList();
    }

    /** Of the refusal, migrate tells itself. */
    private static List<String> unrefused(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith(FlywayAgent.REFUSED))
                .toList();
    }

    private static String duplicates(String message) {
        List<String> lines = message.lines().toList();
        String first = lines.get(0).replaceAll("(\\.0)+$", "").replaceAll(" 0+(?=\\d)", " ");
        return Stream.concat(
                        Stream.of(first),
                        lines.stream()
                                .skip(1)
                                .map(line -> line.replaceAll("-> [\\w.$]+ \\(JDBC\\)", "-> (JDBC)"))
                                .sorted())
                .collect(Collectors.joining("\n"));
    }

    /** For other versions of Flyway, which decide alike and use other words. */
    Said withoutWords() {
        return new Said(
                info.stream().map(Said::wordless).toList(),
                validate.stream().map(Said::wordless).toList(),
                start.map(lines -> lines.stream().map(Said::wordless).toList()),
                migrate.stream().map(Said::wordless).toList(),
                written);
    }

    /** For Flyway 9, which leaves open whether a version or the baseline of that version is listed first. */
    Said inAnyOrder() {
        return new Said(info.stream().sorted().toList(), validate, start, migrate, written);
    }

    private static String wordless(String line) {
        if (line.startsWith(FlywayAgent.REFUSED)) {
            return line.substring(0, line.indexOf('|'));
        }
        int words = line.indexOf("|Detected ") < 0 ? line.indexOf("|Migration ") : line.indexOf("|Detected ");
        return words < 0 ? line : line.substring(0, words);
    }

    private static List<String> invalid(List<Forecast.Invalid> invalid) {
        return invalid.stream()
                .map(one -> one.code() + "|" + one.entry().version() + "|"
                        + one.entry().description() + "|" + one.message())
                .toList();
    }

    /** What another says instead. */
    String differences(Said flyway) {
        StringBuilder text = new StringBuilder();
        difference(text, "info", info, flyway.info);
        difference(text, "validate", validate, flyway.validate);
        difference(text, "start", start.orElse(List.of()), flyway.start.orElse(List.of()));
        difference(text, "migrate", migrate, flyway.migrate);
        difference(text, "written", written, flyway.written);
        return text.toString();
    }

    private static void difference(StringBuilder text, String command, List<?> forecast, List<?> flyway) {
        if (!forecast.equals(flyway)) {
            text.append("\n  ").append(command);
            text.append("\n    forecast ").append(forecast);
            text.append("\n    flyway   ").append(flyway);
        }
    }

    private static String line(Forecast.Entry entry) {
        boolean stub = entry.row().isEmpty() && entry.type().equals("JDBC");
        return String.join(
                "|",
                entry.state(),
                entry.version(),
                entry.description(),
                entry.type(),
                stub ? "" : entry.script(),
                entry.row().map(row -> String.valueOf(row.installedRank())).orElse(""));
    }

    private static HistoryRow withoutStub(HistoryRow row) {
        return row.script().startsWith(FlywayAgent.class.getName()) ? scriptless(row) : row;
    }

    private static HistoryRow withoutScript(HistoryRow row) {
        return row.type().equals("JDBC") ? scriptless(row) : row;
    }

    private static HistoryRow scriptless(HistoryRow row) {
        return new HistoryRow(
                row.installedRank(), row.version(), row.description(), row.type(), "", row.checksum(), row.success());
    }
}
