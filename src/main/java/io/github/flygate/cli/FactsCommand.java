package io.github.flygate.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "facts",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Brings facts of the production database into a file, so that a check can use them.",
            "A check itself never connects to production."
        },
        footer = {
            "",
            "Example:",
            "  flygate facts export --only history --url jdbc:postgresql://db:5432/shop --user reader",
            "",
            "Each command has its own --help."
        },
        synopsisSubcommandLabel = "COMMAND")
final class FactsCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    static Map<String, Class<?>> subcommands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("export", FactsExportCommand.class);
        return commands;
    }

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "a command is missing after facts, such as export");
    }
}
