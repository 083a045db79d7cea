package io.github.flygate.migration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A digest in the making. */
final class Hash {
    private final MessageDigest digest;

    private Hash(String algorithm) {
        try {
            digest = MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " belongs to every Java platform", e);
        }
    }

    /** What git names objects by. */
    static Hash sha1() {
        return new Hash("SHA-1");
    }

    static Hash sha256() {
        return new Hash("SHA-256");
    }

    Hash text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** One value of a list; its length goes in first, so that no two lists run into the same bytes. */
    Hash item(String text) {
        return text(text.length() + ":").text(text).text("\n");
    }

    Hash bytes(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
