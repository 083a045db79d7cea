package io.github.flygate.model;

/** Told what is being done now, in a short phrase without a full stop; shown to the user when it takes long. */
@FunctionalInterface
public interface Progress {
    void step(String what);

    /** Says nothing. */
    static Progress none() {
        return what -> {};
    }
}
