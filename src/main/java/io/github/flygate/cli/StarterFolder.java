package io.github.flygate.cli;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files for a project's folder. Nothing goes through a link, which may lead anywhere. */
final class StarterFolder {
    private final Path folder;
    private final Map<String, String> files = new LinkedHashMap<>();

    StarterFolder(Path folder) {
        this.folder = folder;
    }

    /** @param name relative to the folder, with {@code /} */
    void add(String name, String text) {
        files.put(name, text);
    }

    Map<String, String> files() {
        return Collections.unmodifiableMap(files);
    }

    /** Fails before anything is written when one of the files cannot be. */
    void verify() {
        for (String name : files.keySet()) {
            Path part = folder;
            for (Path element : Path.of(name)) {
                part = part.resolve(element);
                boolean last = part.equals(folder.resolve(name));
                if (Files.isSymbolicLink(part)) {
                    throw refused(
                            name,
                            folder.relativize(part) + " is a link",
                            "make it a plain " + (last ? "file" : "folder"));
                }
                boolean there = Files.exists(part, LinkOption.NOFOLLOW_LINKS);
                if (there && last != Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)) {
                    throw refused(
                            name,
                            folder.relativize(part) + (last ? " is no plain file" : " is no folder"),
                            "move it away");
                }
            }
        }
    }

    /** Names of files that are there with another text. */
    List<String> replaced() {
        List<String> replaced = new ArrayList<>();
        files.forEach((name, text) -> {
            if (Files.exists(folder.resolve(name)) && !holds(name, text)) {
                replaced.add(name);
            }
        });
        return replaced;
    }

    /** Writes all files; says of each what happened. */
    List<String> write() {
        List<String> said = new ArrayList<>();
        files.forEach((name, text) -> {
            boolean there = Files.exists(folder.resolve(name));
            if (there && holds(name, text)) {
                said.add("kept     " + name + ", which says this already");
            } else {
                write(name, text);
                said.add((there ? "replaced " : "wrote    ") + name);
            }
        });
        return said;
    }

    private void write(String name, String text) {
        Path file = folder.resolve(name);
        try {
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(
                    file,
                    text,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new FlygateException(
                    ErrorCode.IO,
                    "cannot write " + name + ": " + e.getMessage(),
                    "give flygate init a folder that this user may write to",
                    e);
        }
    }

    private boolean holds(String name, String text) {
        try {
            return Files.readString(folder.resolve(name)).equals(text);
        } catch (IOException e) {
            return false;
        }
    }

    private static FlygateException refused(String name, String why, String hint) {
        return new FlygateException(ErrorCode.USAGE, name + " is not written: " + why, hint);
    }
}
