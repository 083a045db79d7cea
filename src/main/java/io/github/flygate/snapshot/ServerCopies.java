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
        Database next = first == null ? opening.get() : first;
        open.add(next);
        return next;
    }

    @Override
    public synchronized void close() {
        ready.forEach(Database::close);
        ready.clear();
        open.forEach(Database::close);
        open.clear();
    }
}
