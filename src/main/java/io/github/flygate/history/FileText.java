package io.github.flygate.history;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The text of a file that anybody may have written. */
final class FileText {
    /** A history of a hundred thousand rows has about 20 MB. */
    static final int MOST_BYTES = 64 << 20;

    private static final String AGAIN = "Export it again, with the command that docs/history.md shows.";
    private static final char MARK = '\ufeff';

    private FileText() {}

    static String read(Path file, String name) {
        if (Files.isDirectory(file)) {
            throw new FlygateException(ErrorCode.IO, name + " is a folder", "Give the file with the history.");
        }
        // A pipe has no size: what counts is what comes.
        try (InputStream in = Files.newInputStream(file)) {
            return decode(in.readNBytes(MOST_BYTES + 1), name);
        } catch (NoSuchFileException e) {
            throw new FlygateException(ErrorCode.IO, "there is no file " + name, "Check the path of the history.", e);
        } catch (IOException e) {
            throw new FlygateException(
                    ErrorCode.IO, name + " cannot be read: " + e.getMessage(), "Check its rights.", e);
        }
    }

    /** UTF-8, with or without a byte order mark, or UTF-16 with one, as some shells redirect what a program prints. */
    static String decode(byte[] bytes, String name) {
        if (bytes.length > MOST_BYTES) {
            throw wrong(
                    name,
                    "has more than " + (MOST_BYTES >> 20) + " MB, and no history has",
                    "Give another file.",
                    null);
        }
        Charset charset = charset(bytes);
        String text;
        try {
            text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw wrong(name, "is no text in " + charset, "Save it as UTF-8, or export it again.", e);
        }
        if (text.startsWith(String.valueOf(MARK))) {
            text = text.substring(1);
        }
        if (text.indexOf('\0') >= 0) {
            throw wrong(name, "is no text: it holds a zero byte, which PostgreSQL never writes", AGAIN, null);
        }
        if (text.isBlank()) {
            throw wrong(name, "is empty", AGAIN, null);
        }
        return text;
    }

    private static Charset charset(byte[] bytes) {
        int first = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        return first == 0xfeff || first == 0xfffe ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    private static FlygateException wrong(
            String name, String problem, String hint, @Nullable CharacterCodingException cause) {
        return new FlygateException(ErrorCode.HISTORY, name + " " + problem, hint, cause);
    }
}
