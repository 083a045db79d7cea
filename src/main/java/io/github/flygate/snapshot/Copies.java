package io.github.flygate.snapshot;

/**
 * As many private copies of one base as are asked for, one after the other or at once. Closing it ends the server that
 * they run on, if it was started for them; each copy goes when it is closed itself, and at the latest then.
 */
public interface Copies extends AutoCloseable {
    /**
     * A new copy.
     *
     * @throws io.github.flygate.model.FlygateException with code ENGINE when it cannot be made
     */
    Database next();

    @Override
    void close();
}
