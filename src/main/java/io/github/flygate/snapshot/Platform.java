package io.github.flygate.snapshot;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The machine's kind in the words of the binaries' publisher.
 *
 * @param name such as {@code linux-amd64-alpine}: the end of the artifact id
 * @param windows whether files and signals follow Windows' ways
 */
record Platform(String name, boolean windows) {

    static Platform current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""), usesMusl());
    }

    static Platform of(String osName, String osArch, boolean musl) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = architecture(osArch);
        if (os.startsWith("linux")) {
            return new Platform("linux-" + arch + (musl ? "-alpine" : ""), false);
        }
        if (os.startsWith("mac") || os.startsWith("darwin")) {
            return new Platform("darwin-" + arch, false);
        }
        if (os.startsWith("windows")) {
            // Windows on ARM runs x64 programs; there are no others.
            return new Platform("windows-amd64", true);
        }
        throw unsupported(osName + " " + osArch);
    }

    private static String architecture(String osArch) {
        return switch (osArch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64", "x64" -> "amd64";
            case "aarch64", "arm64" -> "arm64v8";
            case "ppc64le" -> "ppc64le";
            default -> throw unsupported(osArch);
        };
    }

    private static boolean usesMusl() {
        return exists("/etc/alpine-release")
                || (exists("/lib/ld-musl-x86_64.so.1") && !exists("/lib64/ld-linux-x86-64.so.2"))
                || (exists("/lib/ld-musl-aarch64.so.1") && !exists("/lib/ld-linux-aarch64.so.1"));
    }

    private static boolean exists(String path) {
        return Files.exists(Path.of(path));
    }

    private static FlygateException unsupported(String what) {
        return new FlygateException(
                ErrorCode.ENGINE,
                "the embedded engine has no PostgreSQL binaries for " + what,
                "use `engine: docker` or `engine: server` in flygate.yml");
    }
}
