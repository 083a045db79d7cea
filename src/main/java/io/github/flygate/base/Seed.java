package io.github.flygate.base;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file with rows for the base. */
record Seed(Path file, String sql) {
    static Seed read(Path file) {
        try {
            return new Seed(file, Files.readString(file, StandardCharsets.UTF_8));
        } catch (CharacterCodingException e) {
            throw new FlygateException(ErrorCode.CONFIGURATION, file + " is not in UTF-8", "Save it in UTF-8.", e);
        } catch (IOException e) {
            throw new FlygateException(
                    ErrorCode.IO, "the seed " + file + " cannot be read: " + e.getMessage(), "Check its rights.", e);
        }
    }

    String hash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
