package io.github.flygate.github;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The git program in a clone, for fetching alone: it knows the credentials that the checkout left. Arguments go to the
 * process one by one, so that no shell reads the name of a branch.
 */
final class Git {
    private static final int MINUTES = 10;

    private final Path folder;
    private final Map<String, String> credentials;

    /** What became of a command. */
    record Result(int code, String output) {
        boolean worked() {
            return code == 0;
        }
    }

    private Git(Path folder, Map<String, String> credentials) {
        this.folder = folder;
        this.credentials = credentials;
    }

    /**
     * @param server address that the token is for
     * @param token empty where the checkout has left its own
     */
    static Git in(Path folder, String server, Optional<String> token) {
        return new Git(
                folder,
                token.map(secret -> Map.of(
                                "GIT_CONFIG_COUNT", "1",
                                "GIT_CONFIG_KEY_0", "http." + server + "/.extraheader",
                                // By the environment: other processes can read a command line.
                                "GIT_CONFIG_VALUE_0", "AUTHORIZATION: basic " + basic(secret)))
                        .orElse(Map.of()));
    }

    private static String basic(String token) {
        return Base64.getEncoder().encodeToString(("x-access-token:" + token).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws FlygateException with code BASE when there is no git, or it does not end */
    Result run(String... arguments) {
        List<String> command = new ArrayList<>(
                // A container's user seldom owns the workspace.
                List.of("git", "-c", "safe.directory=*", "-c", "core.hooksPath=/dev/null", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        try {
            Path said = Files.createTempFile("flygate-git-", ".txt");
            try {
                ProcessBuilder builder =
                        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
                builder.environment().putAll(credentials);
                builder.environment().put("GIT_TERMINAL_PROMPT", "0");
                Process process = builder.start();
                process.getOutputStream().close();
                if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                    process.destroyForcibly().waitFor();
                    throw new FlygateException(
                            ErrorCode.BASE,
                            "git " + arguments[0] + " did not end within " + MINUTES + " minutes",
                            "fetch the base before flygate: actions/checkout with fetch-depth: 0");
                }
                String output = new String(Files.readAllBytes(said), StandardCharsets.UTF_8);
                return new Result(process.exitValue(), output.strip());
            } finally {
                Files.deleteIfExists(said);
            }
        } catch (IOException e) {
            throw new FlygateException(
                    ErrorCode.BASE, "git cannot be run: " + e.getMessage(), "install git on the runner", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FlygateException(ErrorCode.BASE, "interrupted while git ran", "", e);
        }
    }
}
