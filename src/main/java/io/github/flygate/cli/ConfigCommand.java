package io.github.flygate.cli;

import io.github.flygate.config.GateConfig;
import io.github.flygate.report.Reports;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prints every effective setting of Flyway and flygate with the place it comes from.",
        footer = {"", "Example:", "  flygate config services/orders"})
final class ConfigCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "DIR", defaultValue = ".", description = "The project's folder.")
    private Path project = Path.of(".");

    @Mixin
    private ProjectOptions projectOptions = new ProjectOptions();

    ConfigCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<GateConfig> configs = projectOptions.load(terminal, project);
        for (GateConfig config : configs) {
            if (configs.size() > 1) {
                terminal.out().println("# " + config.name());
            }
            int key = widest(config.values().stream().map(GateConfig.Value::key).toList());
            int value =
                    widest(config.values().stream().map(GateConfig.Value::value).toList());
            for (GateConfig.Value one : config.values()) {
                terminal.out()
                        .println(Reports.harmless(
                                pad(one.key(), key) + " = " + pad(one.value(), value) + "  " + one.origin()));
            }
        }
        return 0;
    }

    private static final int WIDEST = 48;

    private static int widest(List<String> texts) {
        return texts.stream()
                .mapToInt(String::length)
                .filter(n -> n <= WIDEST)
                .max()
                .orElse(0);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
