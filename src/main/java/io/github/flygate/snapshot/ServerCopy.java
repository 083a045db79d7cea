package io.github.flygate.snapshot;

/**
 * A database that can be connected to as its owner.
 *
 * @param owner the role that owns what is in it, and that the login acts as
 */
record ServerCopy(String database, String owner, Database.Login login) {}
