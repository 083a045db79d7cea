package io.github.flygate.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** Programs as a pipeline runs them: in a process of their own, away from the machine's git configuration. */
final class Program {
    /** The folder of this build. */
    static final Path CHECKOUT = Path.of("").toAbsolutePath();

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_AUTHOR_NAME", "Somebody",
            "GIT_AUTHOR_EMAIL", "s@example.org",
            "GIT_COMMITTER_NAME", "Somebody",
            "GIT_COMMITTER_EMAIL", "s@example.org",
            "JAVA_HOME", System.getProperty("java.home"));

    private Program() {}

    /** What a program ended with; {@code said} is both of its outputs in the order in which they came. */
    record Ended(int code, String said) {
        @Override
        public String toString() {
            return "exit code " + code + "\n" + said;
        }
    }

    static Ended run(Path folder, Map<String, String> environment, String... command) {
        ProcessBuilder builder = new ProcessBuilder(List.of(command)).directory(folder.toFile());
        builder.redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_") || name.startsWith("MAVEN_"));
        builder.environment().putAll(ENVIRONMENT);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A commit of this checkout as it is now, committed or not, in a repository of its own. */
    static String copyOfCheckout(Path to) throws IOException {
        Files.createDirectories(to);
        Ended files = run(CHECKOUT, Map.of(), "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard");
        for (String name : files.said().split("\0", -1)) {
            Path file = CHECKOUT.resolve(name);
            if (!name.isEmpty() && Files.isRegularFile(file)) {
                Files.createDirectories(to.resolve(name).getParent());
                Files.copy(file, to.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        CliProject.in(to).init().commit();
        return run(to, Map.of(), "git", "rev-parse", "HEAD").said().strip();
    }
}
