package io.github.flygate.contract;

import io.github.flygate.migration.Migration;
import io.github.flygate.migration.MigrationFinder;
import io.github.flygate.snapshot.Database.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An applied file that the head edited can be deployed only after Flyway's repair, which writes the new checksum into
 * the history. That is the history which the old version then meets.
 */
final class RepairedHistory {
    private RepairedHistory() {}

    /** Writes the checksums that repair would write; returns the scripts they belong to. */
    static List<String> of(Login owner, RestartRequest request) throws SQLException {
        Map<String, Integer> checksums = new LinkedHashMap<>();
        for (Migration applied : request.plan().applied()) {
            boolean edited = request.plan().edited().stream()
                    .anyMatch(change -> change.file().equals(applied.file()));
            if (edited && applied.kind() == Migration.Kind.SQL && Files.isRegularFile(applied.path())) {
                int now = checksum(applied, request);
                if (now != applied.checksum()) {
                    checksums.put(applied.script(), now);
                }
            }
        }
        if (!checksums.isEmpty()) {
            write(owner, History.table(request.flyway()), checksums);
        }
        return new ArrayList<>(checksums.keySet());
    }

    private static int checksum(Migration applied, RestartRequest request) {
        try {
            byte[] bytes = Files.readAllBytes(applied.path());
            return MigrationFinder.file(applied.file(), applied.path(), bytes, request.flyway())
                    .checksum();
        } catch (IOException e) {
            return applied.checksum();
        }
    }

    private static void write(Login owner, String history, Map<String, Integer> checksums) throws SQLException {
        try (Connection session = Sessions.owner(owner, "pg_catalog", "UTC");
                PreparedStatement update =
                        session.prepareStatement("update " + history + " set checksum = ? where script = ?")) {
            for (Map.Entry<String, Integer> entry : checksums.entrySet()) {
                update.setInt(1, entry.getValue());
                update.setString(2, entry.getKey());
                update.executeUpdate();
            }
        }
    }
}
