package io.github.flygate.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/** The commands. picocli reads a command by reflection, which takes its time, so only the one that is called is read. */
final class Subcommands {
    private static final String COMPLETION = "completion";
    private static final String SNAPSHOT = "snapshot";
    private static final String FACTS = "facts";
    private static final String ACTION = "action";
    private static final String RULES = "rules";

    private Subcommands() {}

    /** Adds the command that the arguments begin with; all of them where the arguments begin otherwise. */
    static void addTo(CommandLine root, String... arguments) {
        Map<String, Class<?>> all = all();
        Class<?> called = arguments.length == 0 ? null : all.get(arguments[0]);
        if (called != null && !arguments[0].equals(COMPLETION)) {
            root.addSubcommand(arguments[0], called);
        } else {
            all.forEach(root::addSubcommand);
        }
        addOf(root, SNAPSHOT, SnapshotCommand.subcommands(), arguments);
        addOf(root, FACTS, FactsCommand.subcommands(), arguments);
        addOf(root, RULES, RulesCommand.subcommands(), arguments);
        addOf(root, ACTION, ActionCommand.subcommands(), arguments);
    }

    private static void addOf(CommandLine root, String name, Map<String, Class<?>> all, String... arguments) {
        CommandLine parent = root.getSubcommands().get(name);
        if (parent == null) {
            return;
        }
        Class<?> called = arguments.length > 1 && arguments[0].equals(name) ? all.get(arguments[1]) : null;
        if (called != null) {
            parent.addSubcommand(arguments[1], called);
        } else {
            all.forEach(parent::addSubcommand);
        }
    }

    private static Map<String, Class<?>> all() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("check", CheckCommand.class);
        commands.put("lint", LintCommand.class);
        commands.put("fix", FixCommand.class);
        commands.put("baseline", BaselineCommand.class);
        commands.put("comment", CommentCommand.class);
        commands.put(SNAPSHOT, SnapshotCommand.class);
        commands.put(FACTS, FactsCommand.class);
        commands.put("init", InitCommand.class);
        commands.put("config", ConfigCommand.class);
        commands.put(RULES, RulesCommand.class);
        commands.put("explain", ExplainCommand.class);
        commands.put(ACTION, ActionCommand.class);
        // It completes all the others.
        commands.put(COMPLETION, CompletionCommand.class);
        return commands;
    }
}
