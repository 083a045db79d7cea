package io.github.flygate.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * As whom PostgreSQL's programs run: they refuse root. As root they get a user namespace of their own, in which the
 * same root has no power and another id; where that is forbidden, as in most containers, they run as an unprivileged
 * user, to whom their folders are given.
 *
 * @param prefix what goes before the command
 * @param uid the user to whom folders are given; -1 when they stay ours
 * @param gid that user's group
 */
record RunAs(List<String> prefix, int uid, int gid) {
    /** {@code unshare} or {@code drop}: for tests, and for containers where the choice goes wrong. */
    static final String MODE = "FLYGATE_ROOT_MODE";

    private static final int KEEP = -1;
    /** The server is told to end at once when flygate is killed. */
    private static final List<String> END_WITH_US = List.of("setpriv", "--pdeathsig", "QUIT");

    private static final String DEATH_SIGNAL = END_WITH_US.get(1);
    private static final List<String> OWN_SESSION = List.of("setsid");

    RunAs {
        prefix = List.copyOf(prefix);
    }

    static RunAs choose(Platform platform, Map<String, String> environment) {
        if (platform.windows() || !isRoot()) {
            boolean ends = !platform.windows() && runs(END_WITH_US, KEEP);
            return new RunAs(ends ? END_WITH_US : List.of(), KEEP, KEEP);
        }
        String mode = environment.getOrDefault(MODE, "");
        Optional<RunAs> chosen = mode.equals("drop") ? Optional.empty() : unshared();
        if (chosen.isEmpty() && !mode.equals("unshare")) {
            chosen = dropped();
        }
        if (chosen.isEmpty()) {
            throw Failures.engine(
                    "PostgreSQL refuses to run as root, and flygate found no way to run it as another user"
                            + (mode.isEmpty() ? "" : " (" + MODE + "=" + mode + ")"),
                    "run flygate as an ordinary user; or install util-linux (unshare, setpriv) and keep a user"
                            + " such as nobody in /etc/passwd");
        }
        return chosen.get();
    }

    /** As the same user, but not ended with us: in a session of its own, so that no Ctrl-C reaches it. */
    RunAs detached() {
        List<String> kept = new ArrayList<>(prefix);
        int at = kept.indexOf(DEATH_SIGNAL);
        if (at >= 0) {
            kept.subList(at, at + 2).clear();
            if (at > 0 && at == kept.size() && kept.get(at - 1).equals(END_WITH_US.get(0))) {
                kept.remove(at - 1);
            }
        }
        if (runs(OWN_SESSION, KEEP)) {
            kept.addAll(0, OWN_SESSION);
        }
        return new RunAs(kept, uid, gid);
    }

    boolean drops() {
        return uid != KEEP;
    }

    List<String> command(List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }

    /** Gives a folder and what is in it to the user. */
    void give(Path tree) throws IOException {
        if (!drops()) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                giveOne(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) throws IOException {
                giveOne(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    void giveOne(Path file) throws IOException {
        if (drops()) {
            Files.setAttribute(file, "unix:gid", gid);
            Files.setAttribute(file, "unix:uid", uid);
        }
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    private static Optional<RunAs> unshared() {
        // initdb wants a name for the id that it sees in the namespace.
        int seen = overflowUid();
        if (user(users(), "", seen).isEmpty()) {
            return Optional.empty();
        }
        List<String> withSetpriv = new ArrayList<>(List.of("unshare", "-U"));
        withSetpriv.addAll(END_WITH_US);
        return firstThatRuns(List.of(withSetpriv, List.of("unshare", "-U")), seen, new User("", KEEP, KEEP));
    }

    private static Optional<RunAs> dropped() {
        List<User> users = users();
        for (String name : List.of("nobody", "postgres", "daemon")) {
            Optional<User> user = user(users, name, KEEP);
            if (user.isPresent()) {
                return dropTo(user.get());
            }
        }
        return Optional.empty();
    }

    private static Optional<RunAs> dropTo(User user) {
        String uid = Integer.toString(user.uid());
        String gid = Integer.toString(user.gid());
        List<String> setpriv = List.of("setpriv", "--reuid", uid, "--regid", gid, "--clear-groups");
        List<String> endsWithUs = new ArrayList<>(setpriv);
        endsWithUs.addAll(END_WITH_US.subList(1, END_WITH_US.size()));
        List<String> chroot = List.of("chroot", "--userspec=" + uid + ":" + gid, "--groups=", "/");
        List<String> su = List.of("su", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--", user.name());
        return firstThatRuns(List.of(endsWithUs, setpriv, chroot, su), user.uid(), user);
    }

    private static Optional<RunAs> firstThatRuns(List<List<String>> prefixes, int uid, User files) {
        for (List<String> prefix : prefixes) {
            if (runs(prefix, uid)) {
                return Optional.of(new RunAs(prefix, files.uid(), files.gid()));
            }
        }
        return Optional.empty();
    }

    /** The first user with this name or this id who is not root. */
    private static Optional<User> user(List<User> users, String name, int uid) {
        for (User user : users) {
            if (user.uid() != 0 && (user.name().equals(name) || user.uid() == uid)) {
                return Optional.of(user);
            }
        }
        return Optional.empty();
    }

    /** Whether a command behind this prefix really runs, and as the user that is meant. */
    private static boolean runs(List<String> prefix, int uid) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("id", "-u"));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return process.waitFor(10, TimeUnit.SECONDS)
                    && process.exitValue() == 0
                    && (uid == KEEP || printed.equals(Integer.toString(uid)));
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw Failures.interrupted(e);
        }
    }

    private static int overflowUid() {
        try (InputStream in = Files.newInputStream(Path.of("/proc/sys/kernel/overflowuid"))) {
            // In one read: the kernel gives a second one nothing, and Files.readString begins with a single byte.
            byte[] digits = new byte[16];
            int length = in.read(digits);
            return Integer.parseInt(new String(digits, 0, Math.max(0, length), StandardCharsets.US_ASCII).strip());
        } catch (IOException | NumberFormatException e) {
            return 65534;
        }
    }

    private record User(String name, int uid, int gid) {}

    private static List<User> users() {
        try {
            List<User> users = new ArrayList<>();
            for (String line : Files.readAllLines(Path.of("/etc/passwd"), StandardCharsets.ISO_8859_1)) {
                String[] parts = line.split(":", -1);
                if (parts.length > 3 && parts[2].matches("\\d{1,9}") && parts[3].matches("\\d{1,9}")) {
                    users.add(new User(parts[0], Integer.parseInt(parts[2]), Integer.parseInt(parts[3])));
                }
            }
            return users;
        } catch (IOException e) {
            return List.of();
        }
    }
}
