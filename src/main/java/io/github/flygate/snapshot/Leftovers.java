package io.github.flygate.snapshot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ends and removes what flygates left behind that were killed. Never fails: what it cannot remove stays. */
final class Leftovers {
    private static final Duration BEING_MADE = Duration.ofHours(1);

    private Leftovers() {}

    /** Clears these places, and returns the folders that were removed. */
    static List<Path> sweep(List<Path> places, Signals signals) {
        List<Path> removed = new ArrayList<>();
        String mine = Scratch.namesOfThisProcess();
        for (Path place : places) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(place, Scratch.PREFIX + "[0-9]*-*-*")) {
                for (Path folder : folders) {
                    // A lock of our own process would be lost if we opened and closed its file.
                    if (!folder.getFileName().toString().startsWith(mine) && sweepOne(folder, signals)) {
                        removed.add(folder);
                    }
                }
            } catch (IOException e) {
                // No such place yet, or not ours to look into.
            }
        }
        return removed;
    }

    private static boolean sweepOne(Path folder, Signals signals) throws IOException {
        Path owner = folder.resolve(Scratch.OWNER);
        try (FileChannel channel = FileChannel.open(owner, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.getOwner(owner, LinkOption.NOFOLLOW_LINKS).equals(Trees.self())) {
                return false;
            }
            if (KeyLock.tryLock(channel) == null || (channel.size() == 0 && young(folder))) {
                return false;
            }
            endAll(folder.resolve("data"), signals);
            return Trees.delete(folder);
        } catch (NoSuchFileException e) {
            return !young(folder) && Trees.delete(folder);
        } catch (IOException e) {
            // Another user's.
            return false;
        }
    }

    private static boolean young(Path folder) throws IOException {
        return Files.getLastModifiedTime(folder)
                .toInstant()
                .isAfter(Instant.now().minus(BEING_MADE));
    }

    /** Ends the server of a data directory, if the process of its pid file really is that server. */
    static void endServer(Path data, Signals signals) {
        server(data).ifPresent(process -> {
            signals.send(Signals.QUIT, process.pid());
            Signals.awaitEnd(process, 5);
        });
    }

    /** Ends a server even if it has not come to write its pid file, and what {@code initdb} has started. */
    static void endAll(Path data, Signals signals) {
        endServer(data, signals);
        ProcessHandle.allProcesses().filter(process -> worksOn(process, data)).forEach(process -> {
            Signals.killTree(process);
            Signals.awaitEnd(process, 5);
        });
    }

    /** The process of a data directory's pid file, if it really is its server. */
    static Optional<ProcessHandle> server(Path data) {
        List<String> lines = Cluster.pidFile(data);
        if (lines.size() < 2 || !lines.get(1).equals(data.toString())) {
            return Optional.empty();
        }
        return pid(lines.get(0)).flatMap(ProcessHandle::of).filter(process -> worksOn(process, data));
    }

    private static boolean worksOn(ProcessHandle process, Path data) {
        List<String> arguments = List.of(process.info().arguments().orElse(new String[0]));
        int at = arguments.indexOf("-D");
        return arguments.contains("--pgdata=" + data)
                || (at >= 0
                        && at + 1 < arguments.size()
                        && arguments.get(at + 1).equals(data.toString()));
    }

    private static Optional<Long> pid(String line) {
        try {
            return Optional.of(Long.parseLong(line.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
