package io.github.flygate.snapshot;

/** Applies the base's migrations to an empty database. Called only when no snapshot of the base is there yet. */
@FunctionalInterface
public interface BaseBuilder {
    /**
     * Builds the base.
     *
     * @throws io.github.flygate.model.FlygateException when it cannot be built
     */
    void build(Database.Login owner);
}
