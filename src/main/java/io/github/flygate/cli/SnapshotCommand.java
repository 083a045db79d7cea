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
        name = "snapshot",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Keeps the database as the migrations build it under a name, and hands out copies of it.",
            "A check uses these snapshots, and makes one without a name where there is none."
        },
        footer = {
            "",
            "Examples:",
            "  flygate snapshot save                     keep the base as \"main\"",
            "  flygate snapshot start main --port 5433   a copy to work with, until it is stopped",
            "  flygate snapshot restore main             put that copy back to how it was",
            "  flygate snapshot list",
            "",
            "Each command has its own --help."
        },
        synopsisSubcommandLabel = "COMMAND")
final class SnapshotCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    static Map<String, Class<?>> subcommands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("save", SnapshotSaveCommand.class);
        commands.put("list", SnapshotListCommand.class);
        commands.put("restore", SnapshotRestoreCommand.class);
        commands.put("remove", SnapshotRemoveCommand.class);
        commands.put("rename", SnapshotRenameCommand.class);
        commands.put("replace", SnapshotReplaceCommand.class);
        commands.put("gc", SnapshotGcCommand.class);
        commands.put("start", SnapshotStartCommand.class);
        commands.put("stop", SnapshotStopCommand.class);
        commands.put("spare", SnapshotSpareCommand.class);
        return commands;
    }

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "a command is missing after snapshot, such as list");
    }
}
