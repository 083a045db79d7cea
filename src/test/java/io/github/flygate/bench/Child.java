package io.github.flygate.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What one process took.
 *
 * @param wallSeconds from the start to the end
 * @param cpuSeconds of the process alone, without the PostgreSQL it started; 0 where the system does not tell
 * @param peakMegabytes of resident memory; 0 where there is no {@code /proc}
 */
record Child(double wallSeconds, double cpuSeconds, long peakMegabytes) {
    private static final int LOOK_EVERY_MS = 5;

    /** The quickest of some runs: the others show what else the machine did. */
    static Child best(int runs, Path folder, List<String> command) throws IOException, InterruptedException {
        Child best = run(folder, command);
        for (int i = 1; i < runs; i++) {
            Child next = run(folder, command);
            best = new Child(
                    Math.min(best.wallSeconds, next.wallSeconds),
                    Math.min(best.cpuSeconds, next.cpuSeconds),
                    Math.max(best.peakMegabytes, next.peakMegabytes));
        }
        return best;
    }

    static Child run(Path folder, List<String> command) throws IOException, InterruptedException {
        return run(folder, command, Map.of());
    }

    /** Runs a command to its end; 0 and 1 are answers, everything else is a failure. */
    static Child run(Path folder, List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("flygate-bench-", ".txt");
        long start = System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        long peak = 0;
        Duration cpu = Duration.ZERO;
        do {
            peak = Math.max(peak, peakKilobytes(process.pid()));
            Duration now = process.info().totalCpuDuration().orElse(cpu);
            // One that has just ended tells zero.
            cpu = now.compareTo(cpu) > 0 ? now : cpu;
        } while (!process.waitFor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS));
        double wall = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() > 1) {
            throw new IllegalStateException(
                    "exit code " + process.exitValue() + " of " + command + "\n" + Files.readString(output));
        }
        Files.delete(output);
        return new Child(wall, cpu.toMillis() / 1e3, peak / 1024);
    }

    private static long peakKilobytes(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    /** A command with further arguments. */
    static List<String> command(List<String> start, String... arguments) {
        List<String> command = new ArrayList<>(start);
        command.addAll(List.of(arguments));
        return command;
    }
}
