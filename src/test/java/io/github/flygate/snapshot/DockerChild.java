package io.github.flygate.snapshot;

import io.github.flygate.model.Progress;
import java.nio.file.Path;

/** A JVM of its own that saves, opens or restores once it has said so: what the tests kill. */
final class DockerChild {
    private DockerChild() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws InterruptedException {
        DockerSandbox sandbox = new DockerSandbox(Path.of(args[0]), args[1]);
        DockerEngine engine = sandbox.engine();
        String action = args[2];
        BaseSpec spec = sandbox.spec(args[3]);
        System.out.println("begin");
        Progress progress = step -> System.out.println("step: " + step);
        switch (action) {
            case "save" ->
                engine.save(new SnapshotEngine.Saving("main", true, false), spec, DockerEngineTest.BOOKS, progress);
            case "restore" -> {
                for (Snapshot snapshot : sandbox.listed(engine)) {
                    engine.restore(snapshot, progress);
                }
            }
            default -> {
                try (Database copy = engine.open(spec, DockerEngineTest.BOOKS, progress)) {
                    System.out.println("open " + copy.opening().fromCache());
                    if (action.equals("wait")) {
                        Thread.sleep(60_000);
                    }
                }
            }
        }
        System.out.println("done");
    }

    static Process start(Path cache, DockerSandbox sandbox, String action, String key) throws java.io.IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        DockerChild.class.getName(),
                        cache.toString(),
                        sandbox.project(),
                        action,
                        key)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
