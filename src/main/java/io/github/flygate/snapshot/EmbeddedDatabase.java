package io.github.flygate.snapshot;

/** A server of our own in a scratch folder. */
record EmbeddedDatabase(Scratch scratch, Login owner, Login superuser, String serverVersion, Opening opening)
        implements Database {
    @Override
    public void close() {
        scratch.close();
    }
}
