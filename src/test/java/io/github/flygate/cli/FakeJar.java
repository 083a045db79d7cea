package io.github.flygate.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** The classes of this test run as a jar, where a cache would have put the one that Maven makes. */
final class FakeJar {
    private FakeJar() {}

    static void putAt(Path home, String key) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(path.split(File.pathSeparator))
                                .map(entry -> Path.of(entry).toUri())
                                .map(URI::toString)
                                .collect(Collectors.joining(" ")));
        try {
            Path jar = Files.createDirectories(home.resolve(key)).resolve("flygate.jar");
            new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
