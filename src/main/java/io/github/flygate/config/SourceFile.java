package io.github.flygate.config;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A configuration file that was read.
 *
 * @param name path relative to the project where it is inside, with {@code /}; how it is called in messages
 */
record SourceFile(Path path, String name, String text) {
    /** A configuration file is written by hand: what is larger is something else. */
    private static final long LARGEST = 4L * 1024 * 1024;

    static SourceFile read(Path project, Path path) {
        return read(project, path, StandardCharsets.UTF_8);
    }

    /**
     * Reads a file.
     *
     * @throws FlygateException CONFIGURATION when it cannot be read or decoded
     */
    static SourceFile read(Path project, Path path, Charset charset) {
        String name = name(project, path);
        try {
            if (Files.size(path) > LARGEST) {
                throw new FlygateException(
                        ErrorCode.CONFIGURATION, name + ": larger than 4 MiB", "Is this a configuration file?");
            }
            String text = charset.newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
                    .toString();
            return new SourceFile(path, name, text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw new FlygateException(
                    ErrorCode.CONFIGURATION,
                    name + ": not " + charset.name(),
                    "Save the file as " + charset.name() + ".");
        } catch (IOException e) {
            throw new FlygateException(
                    ErrorCode.CONFIGURATION, name + ": cannot be read", "Check the file and its permissions.", e);
        }
    }

    static String name(Path project, Path path) {
        Path normal = path.toAbsolutePath().normalize();
        Path shown = project.getRoot() != null && project.getRoot().equals(normal.getRoot())
                ? project.relativize(normal)
                : normal;
        // Far from the project the way there says less than the place.
        boolean far = shown.getNameCount() > 3 && shown.startsWith(Path.of("..", "..", ".."));
        return (far ? normal : shown).toString().replace('\\', '/');
    }

    /** Without the text, in which a password may stand. */
    @Override
    public String toString() {
        return name;
    }

    String at(int line) {
        return name + ":" + line;
    }

    FlygateException error(int line, String message, String hint) {
        return new FlygateException(ErrorCode.CONFIGURATION, at(line) + ": " + message, hint);
    }

    /** What a parser says; withheld when the line names a secret, since parsers quote what they do not understand. */
    FlygateException syntaxError(int line, String format, String problem) {
        List<String> lines = text.lines().toList();
        boolean secret = line >= 1 && line <= lines.size() && Secrets.isSecret(lines.get(line - 1));
        return error(
                Math.max(line, 1),
                "not valid " + format + (secret || problem.isEmpty() ? "" : ": " + Secrets.mask(problem)),
                "Correct the file.");
    }
}
