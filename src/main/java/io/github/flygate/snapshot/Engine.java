package io.github.flygate.snapshot;

import io.github.flygate.model.Progress;

/** One way to keep snapshots. */
public interface Engine {
    /** {@code embedded}, {@code docker} or {@code server}. */
    String name();

    /**
     * A private copy of the base, built first if there is no snapshot of it.
     *
     * @throws io.github.flygate.model.FlygateException with code ENGINE when it cannot be had
     */
    Database open(BaseSpec base, BaseBuilder builder, Progress progress);

    /**
     * Copies of the base for whoever needs many, such as a run of tests. The first is ready before this returns.
     *
     * @throws io.github.flygate.model.FlygateException with code ENGINE when they cannot be had
     */
    default Copies copies(BaseSpec base, BaseBuilder builder, Progress progress) {
        return new SharedServer(open(base, builder, progress));
    }
}
