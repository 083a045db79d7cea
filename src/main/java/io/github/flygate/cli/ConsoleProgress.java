package io.github.flygate.cli;

import io.github.flygate.model.Progress;
import io.github.flygate.report.Reports;
import java.util.Timer;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/** Says on standard error what is being done, once it takes longer than a second. */
final class ConsoleProgress implements Progress, AutoCloseable {
    private static final long PATIENCE_MS = 1000;

    private final Terminal terminal;
    private final Timer timer = new Timer("flygate-progress", true);
    private @Nullable TimerTask pending;

    ConsoleProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void step(String what) {
        if (pending != null) {
            pending.cancel();
        }
        pending = new TimerTask() {
            @Override
            public void run() {
                terminal.err().println(Reports.harmless("flygate: " + what + " …"));
            }
        };
        timer.schedule(pending, PATIENCE_MS);
    }

    @Override
    public void close() {
        timer.cancel();
    }
}
