package io.github.flygate.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** When images were last copied on this machine, which Docker does not keep: one empty file for each, in the cache. */
final class DockerUses {
    private final Path folder;

    DockerUses(Path cache) {
        this.folder = cache.resolve("docker");
    }

    /** Never fails: what is not known counts as the image's age. */
    void now(DockerImage image) {
        try {
            Files.createDirectories(folder);
            Path file = file(image);
            if (Files.exists(file)) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            } else {
                Files.createFile(file);
            }
        } catch (IOException e) {
            // A cache that can only be read.
        }
    }

    Instant last(DockerImage image) {
        Instant made = Labels.created(image.ours());
        try {
            Instant used = Files.getLastModifiedTime(file(image)).toInstant();
            return used.isAfter(made) ? used : made;
        } catch (IOException e) {
            return made;
        }
    }

    void forget(DockerImage image) {
        try {
            Files.deleteIfExists(file(image));
        } catch (IOException e) {
            // It says nothing of an image that has gone.
        }
    }

    private Path file(DockerImage image) {
        return folder.resolve(image.shortId());
    }
}
