package io.github.flygate.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "action",
        mixinStandardHelpOptions = true,
        hidden = true,
        versionProvider = Version.class,
        description = "The steps of action.yml; its inputs come as INPUT_* in the environment.",
        footer = {"", "Example:", "  INPUT_WORKING_DIRECTORY=services/orders flygate action check"})
final class ActionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    static Map<String, Class<?>> subcommands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("base", ActionBaseCommand.class);
        commands.put("check", ActionCheckCommand.class);
        return commands;
    }

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "one of base and check is missing");
    }
}
