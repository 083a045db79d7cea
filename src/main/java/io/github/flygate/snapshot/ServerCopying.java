package io.github.flygate.snapshot;

import io.github.flygate.model.FlygateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Copies databases within a server. */
final class ServerCopying {
    private static final int STRATEGY_SINCE = 15;
    private static final int CLONE_SINCE = 18;

    /**
     * WAL_LOG writes the copy into the log as well, FILE_COPY makes two checkpoints. Measured with 15 on ext4, in ms for
     * a database of 7, 41, 108, 342 and 1012 MB: WAL_LOG 135, 290, 490, 1040, 7600; FILE_COPY 180, 240, 360, 760, 3800.
     * And where the disk is full FILE_COPY fails, but WAL_LOG may find no room for the log, which ends the whole server.
     */
    private static final long FILE_COPY_FROM = 32L * 1024 * 1024;

    private final ServerLease lease;
    private final AtomicBoolean failed = new AtomicBoolean();
    private final Optional<ServerSessions> sessions;

    /** @param sessions those that are being ended in the sources; empty for sources that nobody may connect to */
    ServerCopying(ServerLease lease, Optional<ServerSessions> sessions) {
        this.lease = lease;
        this.sessions = sessions;
    }

    /**
     * What is copied.
     *
     * @param target registered already; nobody may connect to it yet
     */
    record Copy(String source, String target) {}

    /** All at once; when one fails the others are ended. The targets stay for the lease to drop. */
    void all(List<Copy> copies) {
        ExecutorService threads = Executors.newFixedThreadPool(copies.size(), task -> {
            Thread thread = new Thread(task, "flygate-copy");
            thread.setDaemon(true);
            return thread;
        });
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (Copy copy : copies) {
            running.add(CompletableFuture.runAsync(() -> oneOrNone(copy), threads));
        }
        threads.shutdown();
        await(running);
    }

    private void await(List<CompletableFuture<Void>> running) {
        @Nullable RuntimeException first = null;
        for (CompletableFuture<Void> copy : running) {
            try {
                copy.join();
            } catch (CompletionException e) {
                first = first != null ? first : e.getCause() instanceof FlygateException ours ? ours : e;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private void oneOrNone(Copy copy) {
        try {
            one(copy);
        } catch (FlygateException e) {
            // Those that are ended because of the first say nothing new.
            if (failed.compareAndSet(false, true)) {
                lease.endWorkers();
                throw e;
            }
        }
    }

    private void one(Copy copy) {
        try (Connection worker = lease.worker()) {
            try {
                copy(worker, copy);
            } catch (SQLException e) {
                String who = sessions.isPresent() && !worker.isClosed()
                        ? sessions.get().remaining(worker)
                        : "";
                throw ServerErrors.of("cannot copy the database " + copy.source() + who, e);
            }
            sessions.ifPresent(ending -> ending.release(copy.source()));
        } catch (SQLException e) {
            throw ServerErrors.of("cannot copy the database " + copy.source(), e);
        }
    }

    /**
     * While CREATE DATABASE copies it holds a lock on the source that lets nobody in, and before that it waits 5 s for
     * those who are in.
     */
    private static void copy(Connection worker, Copy copy) throws SQLException {
        String create = "CREATE DATABASE " + Sql.quoted(copy.target()) + " TEMPLATE " + Sql.quoted(copy.source())
                + " ALLOW_CONNECTIONS false";
        int major = worker.getMetaData().getDatabaseMajorVersion();
        if (major < STRATEGY_SINCE) {
            Sql.execute(worker, create);
            return;
        }
        long bytes = Sql.list(worker, "SELECT pg_database_size(?)", row -> row.getLong(1), copy.source())
                .get(0);
        if (bytes < FILE_COPY_FROM) {
            Sql.execute(worker, create + " STRATEGY wal_log");
        } else if (major < CLONE_SINCE || !cloned(worker, create)) {
            Sql.execute(worker, create + " STRATEGY file_copy");
        }
    }

    /**
     * Where the file system can, a clone takes no time and no space: 1 GB in 0.3 to 0.9 s and 0 MB on XFS and Btrfs,
     * where a copy took 1.4 to 4.5 s.
     */
    private static boolean cloned(Connection worker, String create) throws SQLException {
        try {
            Sql.execute(worker, "SET file_copy_method = clone");
            Sql.execute(worker, create + " STRATEGY file_copy");
            return true;
        } catch (SQLException e) {
            boolean cannot = ServerErrors.message(e).contains("clone")
                    || ServerErrors.message(e).contains("file_copy_method");
            if (!cannot) {
                throw e;
            }
            Sql.execute(worker, "SET file_copy_method = copy");
            return false;
        }
    }
}
