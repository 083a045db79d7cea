package io.github.flygate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryFolderTest {
    @TempDir
    Path temp;

    @Test
    void aProjectInARepositoryIsNamedFromItsTop() throws Exception {
        Path project = Files.createDirectories(temp.resolve("top/services/orders"));
        Files.createDirectory(temp.resolve("top/.git"));

        assertThat(RepositoryFolder.of(project)).isEqualTo("services/orders");
        assertThat(RepositoryFolder.of(temp.resolve("top"))).isEmpty();
    }

    @Test
    void aWorkTreeHasAFileThere() throws Exception {
        Path project = Files.createDirectories(temp.resolve("tree/db"));
        Files.writeString(temp.resolve("tree/.git"), "gitdir: /elsewhere");

        assertThat(RepositoryFolder.of(project)).isEqualTo("db");
    }

    @Test
    void withoutARepositoryNothingIsKnown() {
        assertThat(RepositoryFolder.of(temp)).isEmpty();
    }
}
