package io.github.flygate.snapshot;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The process that a container belongs to, as a label says it: machine, process id and when the process started. A
 * daemon may serve several machines, and a machine several process namespaces that know nothing of each other.
 */
final class DockerOwner {
    private static final String MACHINE = machine();

    private DockerOwner() {}

    /** This process. */
    static String label() {
        ProcessHandle self = ProcessHandle.current();
        return MACHINE + " " + self.pid() + " " + started(self);
    }

    /** Whether a label names a process of this machine that has ended. */
    static boolean dead(String label) {
        List<String> parts = List.of(label.split(" ", -1));
        if (parts.size() != 3 || !parts.get(0).equals(MACHINE) || !parts.get(1).matches("[0-9]{1,10}")) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(parts.get(1)));
        return process.isEmpty()
                || !process.get().isAlive()
                || (process.get().info().startInstant().isPresent()
                        && !started(process.get()).equals(parts.get(2)));
    }

    private static String started(ProcessHandle process) {
        return Long.toString(process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli(), Character.MAX_RADIX);
    }

    private static String machine() {
        String name = read("/proc/sys/kernel/hostname");
        if (name.isEmpty()) {
            try {
                name = InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                name = "unknown";
            }
        }
        String id = read("/etc/machine-id");
        return (name + "/" + id.substring(0, Math.min(8, id.length())) + "/" + processNamespace()).replace(' ', '_');
    }

    private static String processNamespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
                    .toString()
                    .replaceAll("\\D", "");
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
