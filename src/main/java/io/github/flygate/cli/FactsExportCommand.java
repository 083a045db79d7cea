package io.github.flygate.cli;

import io.github.flygate.config.ConfigLoader;
import io.github.flygate.config.GateConfig;
import io.github.flygate.history.HistoryExport;
import io.github.flygate.history.HistoryFile;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import io.github.flygate.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Reads what Flyway has written down in a database, and writes it to a file.",
            "It reads that one table, in a read-only transaction, as a user that may do no more than that.",
            "The password comes from FLYGATE_FACTS_PASSWORD, else from PGPASSWORD or ~/.pgpass."
        },
        footer = {
            "",
            "Examples:",
            "  flygate facts export --only history --url jdbc:postgresql://db:5432/shop --user reader",
            "  flygate facts export --only history --url jdbc:postgresql://db/shop --schema app \\",
            "      --output history.json --force"
        })
final class FactsExportCommand implements Callable<Integer> {
    private static final String HISTORY = "history";

    private final Terminal terminal;

    @Option(
            names = "--only",
            paramLabel = "PART",
            description = "What to export: history, the only part that this version exports.")
    private Optional<String> only = Optional.empty();

    @Option(
            names = "--url",
            required = true,
            paramLabel = "URL",
            description = "JDBC URL, such as jdbc:postgresql://host:5432/database.")
    private String url = "";

    @Option(
            names = "--user",
            paramLabel = "USER",
            description = "Whom to connect as. Default: the URL's, PGUSER, or your own name.")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--schema",
            paramLabel = "SCHEMA",
            description = "Where the table is. Default: as the project configures Flyway, else the search path.")
    private Optional<String> schema = Optional.empty();

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description = "Default: as the project configures Flyway, else flyway_schema_history.")
    private Optional<String> table = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = "facts.json",
            description = "Where to write. Default: facts.json.")
    private Path output = Path.of("facts.json");

    @Option(names = "--force", description = "Replace a file that flygate has not written.")
    private boolean force;

    @Option(names = "--project", paramLabel = "DIR", defaultValue = ".", description = "The project's folder.")
    private Path project = Path.of(".");

    @Option(names = "--config", paramLabel = "FILE", description = "Instead of flygate.yml in the project's folder.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--database", paramLabel = "NAME", description = "Which of the databases in flygate.yml it is.")
    private Optional<String> database = Optional.empty();

    FactsExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        requireHistory();
        OutputFile.obstacle(output).ifPresent(reason -> {
            throw notWritable(reason);
        });
        requireReplaceable();
        HistoryExport export = HistoryExport.read(source(), Instant.now());
        try {
            OutputFile.write(output, export.json());
        } catch (IOException e) {
            throw notWritable(String.valueOf(e.getMessage()));
        }
        int rows = export.rows().size();
        terminal.out()
                .println(Reports.harmless("wrote " + output + ": " + rows + (rows == 1 ? " row" : " rows") + " of "
                        + export.taken().schema() + "." + export.taken().table() + ", PostgreSQL "
                        + export.taken().postgres()));
        return 0;
    }

    private void requireReplaceable() {
        if (!Files.exists(output)) {
            return;
        }
        if (!Files.isRegularFile(output)) {
            throw notWritable("it is no plain file");
        }
        if (!force && !HistoryFile.isExport(output)) {
            throw new FlygateException(
                    ErrorCode.IO,
                    output + " is there and is no export of flygate",
                    "give another file with --output, or replace it with --force");
        }
    }

    private void requireHistory() {
        if (only.isEmpty()) {
            throw new FlygateException(
                    ErrorCode.USAGE, "this version exports the history alone", "say so with --only history");
        }
        if (!only.get().equals(HISTORY)) {
            throw new FlygateException(
                    ErrorCode.USAGE,
                    "--only " + only.get() + ": this version exports the history alone",
                    "use --only history");
        }
    }

    /** The project is asked only for what the command line does not say. */
    private HistoryExport.Source source() {
        Optional<String> where = schema;
        String what = table.orElse("");
        if (where.isEmpty() || table.isEmpty()) {
            FlywaySettings flyway = settings();
            where = where.or(() -> historySchema(flyway));
            what = table.orElse(flyway.table());
        }
        return new HistoryExport.Source(url, user, where, what, terminal.environment());
    }

    private FlywaySettings settings() {
        ConfigLoader.Options options = new ConfigLoader.Options(
                config, List.of(), List.of(), Map.of(), database.map(List::of).orElse(List.of()));
        List<GateConfig> configs = new ConfigLoader(terminal.environment()).load(project, options);
        if (configs.size() > 1) {
            throw new FlygateException(
                    ErrorCode.USAGE,
                    "flygate.yml has several databases, and an export is of one",
                    "choose one with --database: "
                            + String.join(
                                    ", ", configs.stream().map(GateConfig::name).toList()));
        }
        return configs.get(0).flyway();
    }

    private static Optional<String> historySchema(FlywaySettings flyway) {
        return flyway.defaultSchema().isEmpty()
                ? flyway.schemas().stream().findFirst()
                : Optional.of(flyway.defaultSchema());
    }

    private FlygateException notWritable(String reason) {
        return new FlygateException(
                ErrorCode.IO,
                "the history cannot be written to " + output + ": " + reason,
                "give --output a file in a folder that exists and can be written");
    }
}
