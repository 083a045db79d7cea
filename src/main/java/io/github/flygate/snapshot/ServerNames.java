package io.github.flygate.snapshot;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;

/** Names of databases and roles on a server. What users call things is never among them. */
final class ServerNames {
    private static final int RANDOM_BYTES = 8;

    private static final String TAKEN = """
            SELECT FROM pg_database WHERE datname = ?
             UNION ALL
            SELECT FROM pg_roles WHERE rolname = ?
             UNION ALL
            SELECT FROM flygate.databases WHERE name = ?
            """;

    private ServerNames() {}

    /** Such as {@code flygate_s_0f3a5b7c9d1e2f48}: far below PostgreSQL's 63 bytes, and used by nothing else. */
    static String fresh(Connection registry, char letter) throws SQLException {
        while (true) {
            String name = "flygate_" + letter + "_" + random();
            if (!Sql.exists(registry, TAKEN, name, name, name)) {
                return name;
            }
        }
    }

    private static String random() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** A number for a lease; below zero, so that it is none of those for building. */
    static long number() {
        return new SecureRandom().nextLong() | Long.MIN_VALUE;
    }

    /** The lock under which one base is built. */
    static long building(String fingerprint) {
        return Long.parseLong(fingerprint.substring(0, 15), 16);
    }
}
