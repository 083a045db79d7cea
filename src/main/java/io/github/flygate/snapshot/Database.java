package io.github.flygate.snapshot;

/** A running private copy. Closing it ends the server and removes its files; it is safe to close twice. */
public interface Database extends AutoCloseable {
    /** The role that owns the database and is no superuser: what Flyway connects as. */
    Login owner();

    /** A superuser, for the observer. */
    Login superuser();

    /** Such as {@code 18.6}. */
    String serverVersion();

    /** Whether the base had to be built, and how long it took until the copy was ready. */
    Opening opening();

    @Override
    void close();

    /**
     * How to connect.
     *
     * @param url without user and password
     */
    record Login(String url, String user, String password) {
        @Override
        public String toString() {
            return user + " at " + url;
        }
    }

    /**
     * How the copy came about.
     *
     * @param buildMs time for building the base; 0 when it came from the cache
     * @param restoreMs time for copying it and starting the server
     */
    record Opening(boolean fromCache, double buildMs, double restoreMs) {}
}
