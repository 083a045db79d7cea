package io.github.flygate.snapshot;

import static io.github.flygate.snapshot.Sandbox.execute;

import io.github.flygate.model.Progress;
import io.github.flygate.snapshot.SnapshotEngine.Saving;
import java.nio.file.Path;
import java.util.Optional;

/** A JVM of its own that saves, starts or restores a snapshot and tells each step: what the tests kill. */
final class SnapshotAndEnd {
    static final String NAME = "main";

    private SnapshotAndEnd() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) {
        Sandbox sandbox = new Sandbox(Path.of(args[0]), Path.of(args[1]));
        EmbeddedEngine engine = sandbox.engine();
        BaseSpec spec = EmbeddedSnapshotsTest.spec("shop", "default", args[3]);
        BaseBuilder builder = owner -> {
            System.out.println("building");
            execute(owner, "CREATE TABLE book AS SELECT n AS id FROM generate_series(1, 100000) n");
        };
        Progress progress = what -> System.out.println(what);
        System.out.println("begin");
        switch (args[2]) {
            case "save" -> engine.save(new Saving(args[3], true, false), spec, builder, progress);
            case "start" -> engine.start(Optional.of(named(engine)), spec, builder, 0, progress);
            case "restore" -> engine.restore(named(engine), progress);
            default -> throw new IllegalArgumentException(args[2]);
        }
        System.out.println("done");
    }

    private static Snapshot named(EmbeddedEngine engine) {
        return engine.list().stream()
                .filter(snapshot -> snapshot.name().equals(NAME))
                .findFirst()
                .orElseThrow();
    }
}
