package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.cli.Program.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The hook's script on machines where it cannot do its work: it says what is missing, and never ends with 0 or 1. */
@DisabledOnOs(OS.WINDOWS)
class PreCommitScriptTest {
    @TempDir
    Path temp;

    @BeforeEach
    void copyTheScript() throws IOException {
        Path script = temp.resolve("bin/flygate-pre-commit");
        Files.createDirectories(script.getParent());
        Files.copy(Program.CHECKOUT.resolve("bin/flygate-pre-commit"), script);
        executable(script);
    }

    @Test
    void withoutJavaItSaysSo() {
        Ended ended = hook(temp.resolve("none"));

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.said())
                .startsWith("flygate: error: the hook needs a JDK 17 or newer, and there is none: JAVA_HOME="
                        + temp.resolve("none") + " has no java\n  what to do: install one");
    }

    @Test
    void withAnOldJavaItNamesItsVersion() throws IOException {
        Ended ended = hook(javaThatSays("openjdk version \"11.0.22\" 2024-01-16"));

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.said()).contains("has version 11\n");
    }

    @Test
    void withAVeryOldJavaToo() throws IOException {
        Ended ended = hook(javaThatSays("java version \"1.8.0_402\""));

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.said()).contains("has an older one\n");
    }

    @Test
    void withoutACompilerItCannotBuild() throws IOException {
        Ended ended = hook(javaThatSays("openjdk version \"21.0.4\" 2024-07-16"));

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.said()).contains("has no compiler (javac)");
    }

    @Test
    void aJavaThatIsTooOldForTheBuiltJarIsNoFinding() throws IOException {
        Path jar = temp.resolve("target/flygate.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "");
        Files.copy(Program.CHECKOUT.resolve("bin/flygate"), temp.resolve("bin/flygate"));
        executable(temp.resolve("bin/flygate"));

        Ended ended = hook(javaThatSays("openjdk version \"11.0.22\" 2024-01-16"));

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.said()).contains("has version 11\n");
    }

    private Ended hook(Path javaHome) {
        return Program.run(
                temp,
                Map.of("JAVA_HOME", javaHome.toString()),
                temp.resolve("bin/flygate-pre-commit").toString(),
                "V1__x.sql");
    }

    /** In the place of versions that this build does not run on; it ends with 1, as they do with a newer class. */
    private Path javaThatSays(String version) throws IOException {
        Path java = temp.resolve("jdk/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\necho '" + version + "' >&2\nexit 1\n");
        executable(java);
        return temp.resolve("jdk");
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
