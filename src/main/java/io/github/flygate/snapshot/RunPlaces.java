package io.github.flygate.snapshot;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where running copies may be: on a memory file system when there is room, since a data directory is thousands of
 * small files; else beside the cache; else, when the server's user cannot go there, in the temporary folder.
 *
 * @param places in the order of preference
 */
record RunPlaces(List<Path> places) {
    static final String RUN_DIR = "FLYGATE_RUN_DIR";

    /** Room for what the migrations add, and for the write-ahead log. */
    private static final long MARGIN = 256L << 20;

    private static final long ROOM_TO_BUILD = 1L << 30;

    RunPlaces {
        places = List.copyOf(places);
    }

    static RunPlaces of(Path cache, Map<String, String> environment) {
        List<Path> places = new ArrayList<>();
        String chosen = environment.getOrDefault(RUN_DIR, "");
        if (!chosen.isEmpty()) {
            // As PostgreSQL writes it into its pid file.
            places.add(Path.of(chosen).toAbsolutePath().normalize());
            return new RunPlaces(places);
        }
        Path memory = Path.of("/dev/shm");
        if (isMemory(memory)) {
            places.add(memory);
        }
        places.add(cache.resolve("run"));
        places.add(temporary());
        return new RunPlaces(places);
    }

    static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    }

    Path forBuild(RunAs runAs) {
        return choose(ROOM_TO_BUILD, runAs);
    }

    Path forCopy(long size, RunAs runAs) {
        return choose(3 * size + MARGIN, runAs);
    }

    private Path choose(long room, RunAs runAs) {
        for (int i = 0; i < places.size() - 1; i++) {
            Path place = places.get(i);
            boolean memory = isMemory(place);
            if ((!memory || hasRoom(place, room)) && reachable(place, runAs)) {
                return place;
            }
        }
        return places.get(places.size() - 1);
    }

    private static boolean reachable(Path place, RunAs runAs) {
        if (!runAs.drops()) {
            return true;
        }
        try {
            Files.createDirectories(place);
        } catch (IOException e) {
            return false;
        }
        return Trees.openToAll(place);
    }

    private static boolean isMemory(Path place) {
        try {
            FileStore store = Files.getFileStore(place);
            return store.type().equals("tmpfs") && Files.isWritable(place);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean hasRoom(Path place, long room) {
        try {
            return Files.getFileStore(place).getUsableSpace() > room;
        } catch (IOException e) {
            return false;
        }
    }
}
