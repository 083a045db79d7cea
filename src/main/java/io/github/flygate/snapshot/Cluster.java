package io.github.flygate.snapshot;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** One data directory in a scratch folder and the programs that work on it. */
final class Cluster {
    /** A name that a project's own roles will hardly have. */
    static final String SUPERUSER = "flygate_admin";

    private static final String DATA = "data";
    private static final String LOG = "postgres.log";
    private static final int PORT_ATTEMPTS = 5;
    private static final long START_SECONDS = 60;
    private static final long STOP_SECONDS = 300;
    /** What programs get of flygate's environment: it may hold secrets, and PG* and LC_* would change the server. */
    private static final Set<String> ENVIRONMENT =
            Set.of("PATH", "HOME", "LD_LIBRARY_PATH", "TMPDIR", "TMP", "TEMP", "SystemRoot", "SYSTEMROOT", "PATHEXT");

    private final Scratch scratch;
    private final Path binaries;
    private final Release release;
    private final RunAs runAs;
    private final Signals signals;

    Cluster(Scratch scratch, Path binaries, Release release, RunAs runAs, Platform platform) {
        this.scratch = scratch;
        this.binaries = binaries;
        this.release = release;
        this.runAs = runAs;
        this.signals = new Signals(platform, binaries);
    }

    Path data() {
        return scratch.resolve(DATA);
    }

    /** Makes the empty folder, with the rights that PostgreSQL asks for. */
    Path makeData() throws IOException {
        Path data = Trees.makePrivate(data());
        runAs.giveOne(scratch.path());
        runAs.giveOne(data);
        return data;
    }

    /** Runs {@code initdb}. */
    void init(String password) throws IOException {
        makeData();
        Path passwordFile = Files.createFile(scratch.resolve("password"), Trees.owner("rw-------"));
        try {
            Files.writeString(passwordFile, password);
        } catch (IOException e) {
            throw Failures.naming(passwordFile, e);
        }
        runAs.giveOne(passwordFile);
        // Unicode's rules for letters without a locale of the machine: the same everywhere.
        List<String> unicode = release.major() >= 17
                ? List.of("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
                : List.of("--locale=C.UTF-8", "--lc-messages=C", "--lc-monetary=C", "--lc-numeric=C", "--lc-time=C");
        String failure = initdb(unicode, passwordFile);
        if (failure.contains("invalid locale name")) {
            failure = initdb(List.of("--locale=C"), passwordFile);
        }
        if (!failure.isEmpty()) {
            throw Failures.engine("initdb failed: " + failure, hintFor(failure));
        }
        Files.delete(passwordFile);
    }

    /** Empty when it went well, else what it printed. */
    private String initdb(List<String> locale, Path passwordFile) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                program("initdb"),
                "--pgdata=" + data(),
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--text-search-config=pg_catalog.english",
                "--wal-segsize=1",
                "--no-sync"));
        command.addAll(locale);
        if (release.major() >= 16 && Trees.posix()) {
            // Else initdb leaves a segment in /dev/shm when it is killed.
            command.add("--set=dynamic_shared_memory_type=mmap");
        }
        Path log = scratch.resolve("initdb.log");
        Process process = scratch.start(
                builder(command).redirectOutput(log.toFile()), started -> Signals.killTree(started.toHandle()));
        try {
            return process.waitFor() == 0 ? "" : tail(log, 6);
        } catch (InterruptedException e) {
            throw Failures.interrupted(e);
        }
    }

    /**
     * Starts the server and returns when it takes connections.
     *
     * @param wanted the port; 0 for a free one
     */
    Server start(ServerSettings settings, int wanted) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = wanted == 0 ? freePort() : wanted;
            Process process = launch(port, settings);
            if (awaitReady(process)) {
                return new Server(port, process);
            }
            String log = tail(scratch.resolve(LOG), 10);
            boolean portTaken = log.contains("could not bind") || log.contains("could not create any TCP/IP sockets");
            if (portTaken && wanted != 0) {
                throw taken(port, log.contains("Permission denied"));
            }
            if (!portTaken || attempt == PORT_ATTEMPTS) {
                throw settings.blame(log)
                        .orElseGet(() -> Failures.engine("PostgreSQL did not start: " + log, hintFor(log)));
            }
        }
    }

    /** A running server. */
    final class Server {
        private final int port;
        private final Process process;

        private Server(int port, Process process) {
            this.port = port;
            this.process = process;
        }

        int port() {
            return port;
        }

        long pid() {
            return postmaster(process.pid());
        }

        Database.Login login(String database, String user, String password) {
            return Cluster.login(port, database, user, password);
        }

        /** Stops it so that nothing has to be recovered from the data directory. */
        void stop() {
            long pid = postmaster(process.pid());
            try {
                if (!signals.send(Signals.INT, pid) || !process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    throw Failures.engine("PostgreSQL did not stop", "");
                }
            } catch (InterruptedException e) {
                throw Failures.interrupted(e);
            }
            if (process.exitValue() != 0) {
                throw Failures.engine("PostgreSQL did not stop cleanly: " + logTail(), "");
            }
        }
    }

    /** How to connect to a server on this machine. */
    static Database.Login login(int port, String database, String user, String password) {
        String encoded = java.net.URLEncoder.encode(database, StandardCharsets.UTF_8);
        return new Database.Login("jdbc:postgresql://127.0.0.1:" + port + "/" + encoded, user, password);
    }

    private Process launch(int port, ServerSettings settings) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(program("postgres"), "-D", data().toString(), "-p", Integer.toString(port)));
        command.addAll(settings.arguments(release.major()));
        ProcessBuilder builder =
                builder(command).redirectOutput(scratch.resolve(LOG).toFile());
        CompletableFuture<Process> started = new CompletableFuture<>();
        // The signal at our death is bound to the thread that started the server: this one lives as long as it.
        Thread keeper = new Thread(() -> keep(builder, started), "flygate-postgres");
        keeper.setDaemon(true);
        keeper.start();
        try {
            return started.get();
        } catch (InterruptedException e) {
            throw Failures.interrupted(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof FlygateException ours) {
                throw ours;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void keep(ProcessBuilder builder, CompletableFuture<Process> started) {
        try {
            Process process = scratch.start(builder, this::endNow);
            started.complete(process);
            process.waitFor();
        } catch (IOException | RuntimeException e) {
            started.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void endNow(Process process) {
        if (!process.isAlive()) {
            return;
        }
        if (signals.send(Signals.QUIT, postmaster(process.pid()))) {
            Signals.awaitEnd(process.toHandle(), 5);
        } else {
            Signals.killTree(process.toHandle());
            Signals.awaitEnd(process.toHandle(), 5);
        }
    }

    /** The server's own process, which is not the one that we started when {@code su} stands in between. */
    private long postmaster(long started) {
        List<String> lines = pidFile(data());
        try {
            return lines.isEmpty() ? started : Long.parseLong(lines.get(0).strip());
        } catch (NumberFormatException e) {
            return started;
        }
    }

    static List<String> pidFile(Path data) {
        try {
            return Files.readAllLines(data.resolve("postmaster.pid"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * Waits for the word that the server writes into its pid file when it takes connections; {@code pg_ctl} trusts
     * it too, and unlike a connection it cannot come from another server that took our port.
     */
    private boolean awaitReady(Process process) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        try {
            while (true) {
                List<String> lines = pidFile(data());
                if (lines.size() > 7 && lines.get(7).strip().equals("ready")) {
                    return true;
                }
                if (process.waitFor(3, TimeUnit.MILLISECONDS)) {
                    return false;
                }
                if (System.nanoTime() > deadline) {
                    endNow(process);
                    throw Failures.engine(
                            "PostgreSQL did not take connections within " + START_SECONDS + " s: " + logTail(), "");
                }
            }
        } catch (InterruptedException e) {
            throw Failures.interrupted(e);
        }
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(runAs.command(command)).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> !ENVIRONMENT.contains(name));
        environment.put("LC_ALL", "C");
        // The current folder may be one that the server's user must not see.
        builder.directory(scratch.path().toFile());
        return builder;
    }

    private String program(String name) {
        return binaries.resolve("bin").resolve(name).toString();
    }

    private String logTail() {
        try {
            return tail(scratch.resolve(LOG), 10);
        } catch (IOException e) {
            return "no log";
        }
    }

    private static String tail(Path log, int count) throws IOException {
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }

    private String hintFor(String log) {
        if (log.contains("could not look up effective user")) {
            return "PostgreSQL wants a name for the user it runs as: add the user to /etc/passwd";
        }
        // Where initdb finds no room for shared memory the system gives no reason, or a wrong one.
        if (log.contains("No space left") || log.contains("could not resize shared memory segment")) {
            return "free some space in " + scratch.path().getParent()
                    + ", or choose another place for running copies with " + RunPlaces.RUN_DIR;
        }
        if (log.contains("shared libraries") || log.contains("not found")) {
            return "a library that the binaries need is missing on this machine; `engine: docker` needs none";
        }
        return "";
    }

    /** Before anything is built for a server that could not be started. */
    static void requireFree(int port) {
        if (port == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw taken(port, String.valueOf(e.getMessage()).contains("Permission denied"));
        }
    }

    private static FlygateException taken(int port, boolean forbidden) {
        return new FlygateException(
                ErrorCode.USAGE,
                "port " + port + " on 127.0.0.1 " + (forbidden ? "is not for this user" : "is taken"),
                "give --port another one, or 0 for any that is free");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What a configuration gets that names one of flygate's own things. */
    static FlygateException reserved(String key, String name) {
        return new FlygateException(
                ErrorCode.CONFIGURATION, key + ": the name " + name + " is reserved", "choose another name");
    }
}
