package io.github.flygate.snapshot;

import io.github.flygate.snapshot.SnapshotEngine.Restored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;

/**
 * Puts one copy back to what is in a base: on the same port, with the same password. The new data directory is made
 * beside the old one and takes its place while no server runs; a process that is killed in between leaves a copy that
 * can be restored again.
 */
record CopyRestore(Started copy, String key, Base base, Installation installation, StartedCopies book) {
    /** Those of other roles show little, but enough to tell them from the server's own processes. */
    private static final String SESSIONS = "SELECT count(*) FROM pg_stat_activity"
            + " WHERE datid <> 0 AND usesysid IS NOT NULL AND pid <> pg_backend_pid()";

    Restored run() throws IOException {
        Path folder = copy.folder();
        try (Scratch fresh = Scratch.create(Objects.requireNonNull(folder.getParent()))) {
            Cluster unpacked = installation.cluster(fresh);
            DataArchive.unpack(base.archive(), unpacked.makeData(), installation.runAs(), fresh);
            int sessions = sessions();
            // Before its server is told to end: whoever finds this with nobody at work has to see to that.
            book.write(copy.restoring().entry());
            long stopped = System.nanoTime();
            Leftovers.endAll(copy.data(), copy.signals());
            exchange(unpacked.data(), fresh.resolve("old"));
            Cluster.Server server = start(folder);
            Started restored = copy.of(key, base);
            keepPassword(server, restored);
            double missing = (System.nanoTime() - stopped) / 1e6;
            book.write(restored.ready(server).entry());
            return new Restored(List.of(restored.database()), sessions, missing);
        }
    }

    private void exchange(Path fresh, Path old) throws IOException {
        if (!Files.isDirectory(copy.folder())) {
            Trees.makePrivate(copy.folder());
            installation.runAs().giveOne(copy.folder());
        }
        if (Files.exists(copy.data())) {
            Files.move(copy.data(), old, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(fresh, copy.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private Cluster.Server start(Path folder) throws IOException {
        Scratch place = Scratch.existing(folder);
        Cluster.Server server = installation.cluster(place).start(copy.settings(), copy.port());
        place.release();
        return server;
    }

    /** The base may be another one than before, with another password. */
    private void keepPassword(Cluster.Server server, Started restored) {
        Database.Login owner = restored.owner();
        if (owner.password().equals(base.passwords().owner())) {
            return;
        }
        Database.Login superuser = server.login(
                restored.database(), Cluster.SUPERUSER, base.passwords().superuser());
        try (Connection connection =
                        DriverManager.getConnection(superuser.url(), superuser.user(), superuser.password());
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER ROLE " + Sql.quoted(owner.user()) + " PASSWORD " + Sql.literal(owner.password()));
        } catch (SQLException e) {
            throw Failures.engine("cannot give the restored copy its password: " + e.getMessage(), "", e);
        }
    }

    /** How many the stop ends. */
    private int sessions() {
        Database.Login owner = copy.owner();
        try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SESSIONS)) {
            return rows.next() ? rows.getInt(1) : 0;
        } catch (SQLException e) {
            // It does not run, or takes no more sessions: what is counted is for people.
            return 0;
        }
    }
}
