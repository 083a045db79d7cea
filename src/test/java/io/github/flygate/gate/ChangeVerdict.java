package io.github.flygate.gate;

import io.github.flygate.config.ConfigLoader;
import io.github.flygate.config.ConfigLoader.Options;
import io.github.flygate.config.GateConfig;
import io.github.flygate.contract.ChangeCase;
import io.github.flygate.contract.ChangeCase.Old;
import io.github.flygate.contract.ChangeCase.Pending;
import io.github.flygate.migration.MigrationFinder;
import io.github.flygate.migration.ScriptSplitter;
import io.github.flygate.migration.Statement;
import io.github.flygate.model.Canary.Broken;
import io.github.flygate.model.FlywaySettings;
import io.github.flygate.model.GateReport.Answer;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.Hazard;
import io.github.flygate.model.Progress;
import io.github.flygate.rule.Rule;
import io.github.flygate.rule.RuleBook;
import io.github.flygate.snapshot.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What flygate says to a change: its report held against the case.
 *
 * @param blamed what broke where the case says it does, and with its SQLSTATE
 * @param elsewhere what broke and has another place or SQLSTATE
 */
record ChangeVerdict(ChangeCase change, Answer answer, List<Broken> blamed, List<Broken> elsewhere) {
    private static final String SCHEMA_HISTORY_LOCK = "flyway.postgresql.transactional.lock=false\n";

    /** Checks it as a project of its own, in an empty folder. */
    static ChangeVerdict of(ChangeCase change, String postgres, Path folder, RuleBook book) {
        write(change, folder, book);
        Options options = Options.none()
                .with("postgres", postgres, "--postgres")
                .with("base.version", "1", "--base-version")
                .with("cache", folder.resolve("cache").toString(), "--cache");
        List<GateConfig> configs = new ConfigLoader(Map.of()).load(folder, options);
        TestServer server = TestServer.of(postgres);
        if (!change.role().isEmpty()) {
            server.role(change.role());
        }
        try {
            Gate gate = new Gate("test", Map.of(), config -> server, LocalDate.of(2026, 1, 1));
            DatabaseReport report =
                    gate.check(configs, Progress.none()).databases().get(0);
            List<Broken> broken = report.canary().contract().stream()
                    .flatMap(contract -> contract.broken().stream())
                    .toList();
            Set<Place> places = places(change, Integer.parseInt(postgres));
            Predicate<Broken> here = one -> !one.prepared()
                    && agrees(change, one.sqlState())
                    && places.contains(new Place(one.script(), one.line()));
            return new ChangeVerdict(
                    change,
                    report.canary().rollingUpdateSafe(),
                    broken.stream().filter(here).toList(),
                    broken.stream().filter(here.negate()).toList());
        } finally {
            server.forgetBases();
        }
    }

    private static void write(ChangeCase change, Path folder, RuleBook book) {
        StringBuilder settings = new StringBuilder();
        if (!change.role().isEmpty()) {
            settings.append("roles: [%1$s]%napplicationRole: %1$s%n".formatted(change.role()));
        }
        settings.append("rules:\n  severity:\n");
        // That others wait for a lock is another question, and the answer to it the same for both versions.
        book.rules().stream()
                .filter(rule ->
                        Set.of(Hazard.BLOCKS_READS, Hazard.BLOCKS_WRITES).contains(rule.hazard()))
                .map(Rule::id)
                .forEach(id -> settings.append("    ").append(id.value()).append(": off\n"));
        if (change.team()) {
            settings.append("contract:\n  queries: [contract/*.sql]\n");
            write(
                    folder.resolve("contract/old.sql"),
                    change.old().stream().map(old -> old.sql() + ";\n").collect(Collectors.joining()));
        }
        write(folder.resolve("flygate.yml"), settings.toString());
        write(folder.resolve("flyway.conf"), SCHEMA_HISTORY_LOCK);
        Path migrations = folder.resolve("src/main/resources/db/migration");
        write(migrations.resolve("V1__base.sql"), change.base());
        for (Pending file : change.pending()) {
            write(migrations.resolve(file.script()), file.sql());
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A value that is sent with a type, as drivers do, is refused for its type before it is read. */
    private static boolean agrees(ChangeCase change, String state) {
        return states(change).contains(state) || Set.of("42804", "22P02").contains(state);
    }

    private static Set<String> states(ChangeCase change) {
        return change.old().stream().map(Old::sqlStates).flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** The statements to blame. */
    private static Set<Place> places(ChangeCase change, int postgres) {
        ScriptSplitter splitter = new ScriptSplitter(FlywaySettings.defaults(), postgres, Map.of());
        Set<Place> places = new HashSet<>();
        Optional<Pending> blamed = change.blamed();
        if (blamed.isEmpty()) {
            return places;
        }
        Pending file = blamed.get();
        List<Statement> statements = splitter.split(MigrationFinder.file(
                        file.script(),
                        Path.of(file.script()),
                        file.sql().getBytes(StandardCharsets.UTF_8),
                        FlywaySettings.defaults()))
                .statements();
        for (int mark : file.marks()) {
            statements.stream()
                    .filter(statement -> statement.span().line() <= mark
                            && mark <= statement.span().endLine())
                    .forEach(statement ->
                            places.add(new Place(file.script(), statement.span().line())));
        }
        return places;
    }

    private record Place(String script, int line) {}

    /** What is not as the case has it; empty when all is. */
    String difference() {
        Answer expected = switch (change.verdict()) {
            case BREAKS -> Answer.NO;
            case WARNS -> Answer.UNKNOWN;
            case SAFE -> Answer.YES;
        };
        // A row that is lost without a word is worse for flygate than for the server.
        boolean lost = answer == Answer.NO
                && elsewhere.stream().anyMatch(one -> one.sqlState().equals("02000"));
        if (change.unseen() || expected == Answer.UNKNOWN && lost) {
            return "";
        }
        if (answer != expected) {
            return "expected " + expected + " but got " + answer + ", and broken " + elsewhere;
        }
        if (expected == Answer.NO && blamed.isEmpty()) {
            return "nothing is broken where it should be: " + elsewhere;
        }
        // A prepared SELECT * is mentioned whenever a column is added, and no reason against the release.
        List<Broken> others = elsewhere.stream()
                .filter(one -> !one.prepared() || !one.sql().startsWith("select *"))
                .toList();
        return expected == Answer.YES && !others.isEmpty() ? "broken: " + others : "";
    }

    /** A line of the table. */
    String row() {
        List<Broken> shown = blamed.isEmpty() ? elsewhere : blamed;
        return "| %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        difference().isEmpty() ? "" : "differs",
                        change.source(),
                        change.title(),
                        change.verdict().word(),
                        answer,
                        shown.stream()
                                .map(one -> one.origin() + ": " + one.sql())
                                .findFirst()
                                .orElse("")
                                .replace("|", "\\|")
                                .replaceAll("\\s+", " "),
                        shown.stream().map(Broken::sqlState).distinct().collect(Collectors.joining(" ")));
    }
}
