package io.github.flygate.cli;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.report.Reports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Option;

/** Asks before something is destroyed. */
final class Confirmation {
    @Option(
            names = {"-y", "--yes"},
            description = "Do it without asking; needed where there is no terminal.")
    private boolean yes;

    /**
     * Goes on only if somebody wants it.
     *
     * @param what is about to happen, such as "remove the snapshot main"
     */
    void require(Terminal terminal, String what) {
        if (yes) {
            return;
        }
        if (!terminal.interactive()) {
            throw new FlygateException(
                    ErrorCode.USAGE,
                    "flygate would " + what + ", and there is no terminal to ask on",
                    "add --yes if that is what you want");
        }
        terminal.err().print(Reports.harmless("flygate: " + what + "?") + " [y/N] ");
        terminal.err().flush();
        if (!Set.of("y", "yes").contains(answer(terminal))) {
            throw new FlygateException(ErrorCode.USAGE, "not confirmed: nothing was changed", "answer y to do it");
        }
    }

    private static String answer(Terminal terminal) {
        try {
            // Not closed: it is the process's.
            String line = new BufferedReader(new InputStreamReader(terminal.in(), Charset.defaultCharset())).readLine();
            return line == null ? "" : line.strip().toLowerCase(Locale.ROOT);
        } catch (IOException e) {
            return "";
        }
    }
}
