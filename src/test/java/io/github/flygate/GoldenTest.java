package io.github.flygate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTest {
    @TempDir
    Path folder;

    @Test
    void aMissingFileFails() {
        assertThatThrownBy(() -> new Golden(false, false).compare(folder.resolve("none.txt"), ""))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-Dgolden.update=true");
    }

    @Test
    void anEqualTextPassesAndAnotherOneFails() throws Exception {
        Path file = Files.writeString(folder.resolve("a.txt"), "one\n");

        assertThatCode(() -> new Golden(false, true).compare(file, "one\n")).doesNotThrowAnyException();
        assertThatThrownBy(() -> new Golden(false, true).compare(file, "two\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a.txt");
    }

    @Test
    void updatingWritesTheFile() {
        Path file = folder.resolve("deep/down/b.txt");

        new Golden(true, false).compare(file, "new\n");

        assertThat(file).hasContent("new\n");
    }

    @Test
    void updatingIsRefusedOnACiServer() {
        Path file = folder.resolve("c.txt");

        assertThatThrownBy(() -> new Golden(true, true).compare(file, "new\n"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(file).doesNotExist();
    }
}
