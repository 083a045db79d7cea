package io.github.flygate.snapshot;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What is written down of a copy that outlives the process that started it. It holds the owner's password. */
record Started(StartedCopies.Entry entry) {
    /** How the names of the folders begin that the copies are in. */
    static final String PREFIX = Scratch.PREFIX + "started-";

    private static final String STATE = "state";
    private static final String STARTING = "starting";
    private static final String RESTORING = "restoring";
    private static final String READY = "ready";
    private static final String FOLDER = "folder";
    private static final String BINARIES = "binaries";
    private static final String SNAPSHOT = "snapshot";
    private static final String PROJECT = "project";
    private static final String CONFIGURED = "configured";
    private static final String KEY = "key";
    private static final String DATABASE = "database";
    private static final String USER = "user";
    private static final String PASSWORD = "password";
    private static final String PORT = "port";
    private static final String PID = "pid";
    private static final String SINCE = "since";
    private static final String SETTING = "setting.";

    /** A copy that is about to be made. */
    static Started making(String id, Path folder, Installation by, String snapshot, Origin origin, BaseSpec spec) {
        Map<String, String> values = new HashMap<>();
        values.put(STATE, STARTING);
        values.put(FOLDER, folder.toString());
        values.put(BINARIES, by.binaries().toString());
        values.put(SNAPSHOT, snapshot);
        values.put(PROJECT, origin.project());
        values.put(CONFIGURED, origin.database());
        values.put(SINCE, Instant.now().toString());
        spec.settings().forEach((name, value) -> values.put(SETTING + name, value));
        return new Started(new StartedCopies.Entry(id, values));
    }

    /** With a base in it. */
    Started of(String key, Base base) {
        return with(Map.of(
                KEY, key,
                DATABASE, Labels.database(base.meta()),
                USER, Labels.owner(base.meta())));
    }

    Started password(String password) {
        return with(Map.of(PASSWORD, password));
    }

    Started restoring() {
        return with(Map.of(STATE, RESTORING));
    }

    Started ready(Cluster.Server server) {
        return with(Map.of(STATE, READY, PORT, Integer.toString(server.port()), PID, Long.toString(server.pid())));
    }

    private Started with(Map<String, String> values) {
        return new Started(entry.with(values));
    }

    String id() {
        return entry.id();
    }

    /**
     * Whether it is being restored, or a process was killed while it did that. Then its server may be one that has been
     * told to end and has not ended yet, or one that nobody has given its password: only a restore makes it a copy again.
     */
    boolean isRestoring() {
        return entry.get(STATE).equals(RESTORING);
    }

    /** Whether it is ready and its server is there: that of a copy that is not ready is nobody's. */
    boolean runs() {
        return entry.get(STATE).equals(READY) && Leftovers.server(data()).isPresent();
    }

    Path folder() {
        return Path.of(entry.get(FOLDER));
    }

    /** Whether the folder is one that is made for this copy. */
    boolean hasFolder() {
        Path name = folder().getFileName();
        return name != null && name.toString().equals(PREFIX + id());
    }

    Path data() {
        return folder().resolve("data");
    }

    Signals signals() {
        return new Signals(Platform.current(), Path.of(entry.get(BINARIES)));
    }

    /** Whether it was copied from this snapshot; from whatever had its name then. */
    boolean copyOf(Snapshot snapshot) {
        return entry.get(SNAPSHOT).equals(snapshot.name())
                && (snapshot.name().isEmpty()
                        ? entry.get(KEY).equals(snapshot.id())
                        : entry.get(PROJECT).equals(snapshot.origin().project())
                                && entry.get(CONFIGURED)
                                        .equals(snapshot.origin().database()));
    }

    int port() {
        String port = entry.get(PORT);
        return port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 0;
    }

    String database() {
        return entry.get(DATABASE);
    }

    Database.Login owner() {
        return Cluster.login(port(), database(), entry.get(USER), entry.get(PASSWORD));
    }

    ServerSettings settings() {
        TreeMap<String, String> settings = new TreeMap<>();
        entry.values().forEach((name, value) -> {
            if (name.startsWith(SETTING)) {
                settings.put(name.substring(SETTING.length()), value);
            }
        });
        return new ServerSettings(settings);
    }

    Running running() {
        return new Running(
                EmbeddedEngine.NAME, id(), entry.get(PROJECT), entry.get(SNAPSHOT), database(), owner(), since());
    }

    private Instant since() {
        try {
            return Instant.parse(entry.get(SINCE));
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
