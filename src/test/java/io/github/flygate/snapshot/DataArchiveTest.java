package io.github.flygate.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataArchiveTest {
    private static final RunAs OURSELVES = new RunAs(List.of(), -1, -1);

    @TempDir
    Path temp;

    private Path folder;
    private Path tar;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = temp.resolve("data");
        tar = temp.resolve("base.tar");
        Files.createDirectories(folder.resolve("base/16384"));
        Files.createDirectories(folder.resolve("pg_empty"));
        Random random = new Random(7);
        for (int size : new int[] {0, 1, 511, 512, 513, 8192, 262_144, 262_145, 1_000_000}) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            Files.write(folder.resolve("base/16384/" + size), bytes);
        }
        Files.writeString(folder.resolve("PG_VERSION"), "18\n");
    }

    @Test
    void what_is_packed_comes_out_again() throws IOException {
        DataArchive.pack(folder, tar);

        try (Scratch scratch = Scratch.create(temp.resolve("run"))) {
            Path copy = Files.createDirectory(scratch.resolve("data"));
            DataArchive.unpack(tar, copy, OURSELVES, scratch);

            assertThat(content(copy)).isEqualTo(content(folder));
        }
    }

    @Test
    void any_tar_program_can_read_it() throws IOException {
        DataArchive.pack(folder, tar);

        Map<String, Long> sizes = new TreeMap<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(Files.newInputStream(tar))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                sizes.put(entry.getName(), entry.getSize());
            }
        }
        assertThat(sizes)
                .containsEntry("PG_VERSION", 3L)
                .containsEntry("base/16384/262145", 262_145L)
                .containsEntry("pg_empty/", 0L);
    }

    @Test
    void the_running_servers_files_are_not_packed() throws IOException {
        Files.writeString(folder.resolve("postmaster.pid"), "1");
        Files.writeString(folder.resolve("postmaster.opts"), "x");
        DataArchive.pack(folder, tar);

        try (Scratch scratch = Scratch.create(temp.resolve("run"))) {
            Path copy = Files.createDirectory(scratch.resolve("data"));
            DataArchive.unpack(tar, copy, OURSELVES, scratch);

            assertThat(content(copy)).containsKey("PG_VERSION").doesNotContainKeys("postmaster.pid", "postmaster.opts");
        }
    }

    @Test
    void a_cut_archive_is_an_error_and_not_a_smaller_database() throws IOException {
        DataArchive.pack(folder, tar);
        try (FileChannel channel = FileChannel.open(tar, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }

        try (Scratch scratch = Scratch.create(temp.resolve("run"))) {
            Path copy = Files.createDirectory(scratch.resolve("data"));
            assertThatThrownBy(() -> DataArchive.unpack(tar, copy, OURSELVES, scratch))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("shorter");
        }
    }

    @Test
    void a_link_is_refused() throws IOException {
        Files.createSymbolicLink(folder.resolve("pg_tblspc"), temp);

        assertThatThrownBy(() -> DataArchive.pack(folder, tar))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("pg_tblspc");
    }

    private static Map<String, List<Byte>> content(Path root) throws IOException {
        Map<String, List<Byte>> content = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.toList()) {
                byte[] bytes = Files.isDirectory(path) ? new byte[0] : Files.readAllBytes(path);
                Byte[] boxed = new Byte[bytes.length];
                for (int i = 0; i < bytes.length; i++) {
                    boxed[i] = bytes[i];
                }
                content.put(root.relativize(path).toString(), List.of(boxed));
            }
        }
        return content;
    }
}
