package io.github.flygate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares text with a file that is kept in the repository. {@code -Dgolden.update=true} writes the files instead, so
 * that the change is read in the diff; on a CI server ({@code CI=true}) that is refused.
 */
public final class Golden {
    private static final Path RESOURCES = Path.of("src", "test", "resources");

    private final boolean update;
    private final boolean ci;

    Golden(boolean update, boolean ci) {
        this.update = update;
        this.ci = ci;
    }

    /**
     * Compares with a test resource.
     *
     * @param name path below {@code src/test/resources}, with {@code /}
     */
    public static void assertMatches(String name, String actual) {
        assertMatches(RESOURCES.resolve(name), actual);
    }

    /**
     * Compares with any file of the repository.
     *
     * @param file relative to the project's folder, in which Maven runs the tests
     */
    public static void assertMatches(Path file, String actual) {
        new Golden(Boolean.getBoolean("golden.update"), "true".equalsIgnoreCase(System.getenv("CI")))
                .compare(file, actual);
    }

    void compare(Path file, String actual) {
        try {
            if (update) {
                write(file, actual);
                return;
            }
            assertThat(file)
                    .as("golden file %s; -Dgolden.update=true writes it", file)
                    .exists();
            assertThat(actual)
                    .as("%s; if the change is wanted, -Dgolden.update=true writes it", file)
                    .isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private void write(Path file, String actual) throws IOException {
        if (ci) {
            throw new IllegalStateException("golden files are not written on a CI server: " + file);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, actual);
    }
}
