package io.github.flygate.snapshot;

import io.github.flygate.model.Progress;

/** A JVM of its own that saves or restores and says each step: what the tests kill. */
final class SaveAndRestore {
    private SaveAndRestore() {}

    /** Arguments: what to do, the server's URL, user; its password comes on stdin; then the databases. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws java.io.IOException {
        String password = new java.io.BufferedReader(
                        new java.io.InputStreamReader(System.in, java.nio.charset.StandardCharsets.UTF_8))
                .readLine();
        Database.Login login = new Database.Login(args[1], args[2], password);
        ServerSandbox server = ServerSandbox.at(login);
        ServerEngine engine = server.engine("shop", "billing");
        Progress progress = what -> System.out.println("step: " + what);
        System.out.println("ready");
        switch (args[0]) {
            case "save" ->
                engine.save(
                        new SnapshotEngine.Saving("killed", true, false),
                        new BaseSpec("unused", "18", "app", "app_owner"),
                        owner -> {},
                        progress);
            case "restore" -> engine.restore(engine.list().get(0), progress);
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.println("done");
    }
}
