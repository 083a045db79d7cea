package io.github.flygate.snapshot;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Copies that are opened one by one. */
final class ServerCopies implements Copies {
    private final Supplier<Database> opening;
    private final Set<Database> open = ConcurrentHashMap.newKeySet();
    /** Opened to see that it works. */
    private final Queue<Database> ready = new ArrayDeque<>();

    ServerCopies(Supplier<Database> opening) {
        this.opening = opening;
        ready.add(opening.get());
    }

    @Override
    public synchronized Database next() {
        Database first = ready.poll();
        Database next = new Copy(first == null ? opening.get() : first);
        open.add(next);
        return next;
    }

    /** Forgotten when it is closed. */
    private final class Copy implements Database {
        private final Database database;

        Copy(Database database) {
            this.database = database;
        }

        @Override
        public Login owner() {
            return database.owner();
        }

        @Override
        public Login superuser() {
            return database.superuser();
        }

        @Override
        public String serverVersion() {
            return database.serverVersion();
        }

        @Override
        public Opening opening() {
            return database.opening();
        }

        @Override
        public void close() {
            if (open.remove(this)) {
                database.close();
            }
        }
    }

    @Override
    public synchronized void close() {
        ready.forEach(Database::close);
        ready.clear();
        open.forEach(Database::close);
        open.clear();
    }
}
