package io.github.flygate.snapshot;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords of roles that flygate makes. */
final class Passwords {
    private Passwords() {}

    static String random() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
