package io.github.flygate.base;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file with rows for the base. It may be large: it is read as a whole only where it is run. */
record Seed(Path file) {
    String sql() {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new FlygateException(ErrorCode.CONFIGURATION, file + " is not in UTF-8", "Save it in UTF-8.", e);
        } catch (IOException e) {
            throw unreadable(e);
        } catch (OutOfMemoryError e) {
            throw new FlygateException(
                    ErrorCode.IO,
                    "the seed " + file + " is too large to be run",
                    "Let SQL make the rows (generate_series), or split the file under snapshot.seed.",
                    e);
        }
    }

    String hash() {
        try (InputStream file = Files.newInputStream(this.file);
                DigestInputStream in = new DigestInputStream(file, MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (IOException e) {
            throw unreadable(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private FlygateException unreadable(IOException e) {
        return new FlygateException(
                ErrorCode.IO, "the seed " + file + " cannot be read: " + e.getMessage(), "Check its rights.", e);
    }
}
