package io.github.flygate.snapshot;

/** Applies the base's migrations. Called only when no snapshot of the base is there yet. */
@FunctionalInterface
public interface BaseBuilder {
    /**
     * Builds the base in an empty database.
     *
     * @throws io.github.flygate.model.FlygateException when it cannot be built
     */
    void build(Database.Login owner);

    /**
     * Applies what is missing to a database that a base is in from which this one has grown.
     *
     * @throws io.github.flygate.model.FlygateException when that does not work
     */
    default void grow(Database.Login owner) {
        build(owner);
    }
}
