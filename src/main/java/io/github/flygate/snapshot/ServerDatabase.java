package io.github.flygate.snapshot;

/** A copy of a base on a server; the lease drops it, and the role that logs in to it. */
record ServerDatabase(ServerLease lease, Login owner, Login superuser, String serverVersion, Opening opening)
        implements Database {
    @Override
    public void close() {
        lease.close();
    }
}
