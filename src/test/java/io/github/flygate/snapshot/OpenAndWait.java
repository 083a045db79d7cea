package io.github.flygate.snapshot;

import static io.github.flygate.snapshot.Sandbox.execute;

import io.github.flygate.model.Progress;
import java.nio.file.Path;

/** A JVM of its own that opens a base, says so, and stays until it is ended: what the tests kill. */
final class OpenAndWait {
    private OpenAndWait() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws InterruptedException {
        Sandbox sandbox = new Sandbox(Path.of(args[0]), Path.of(args[1]));
        String stage = args[2];
        if (stage.equals("sleeping")) {
            sleep();
            return;
        }
        BaseBuilder builder = owner -> {
            execute(owner, "CREATE TABLE book (id int)");
            System.out.println("building");
            if (stage.equals("building")) {
                sleep();
            }
        };
        Progress progress = what -> System.out.println("step: " + what);
        try (Database copy = sandbox.engine().open(sandbox.spec("books"), builder, progress)) {
            System.out.println("open " + copy.opening().fromCache());
            if (stage.equals("open")) {
                Thread.sleep(60_000);
            }
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
