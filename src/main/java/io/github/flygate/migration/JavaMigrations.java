package io.github.flygate.migration;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.migration.JavaMigration;

/** Java migrations of the project, instantiated: for Flyway's {@code javaMigrations(…)}. */
public final class JavaMigrations {
    private static final String REMEDY =
            "Compile the project first, and name its classes with flyway.classPath in flygate.yml.";

    private JavaMigrations() {}

    /**
     * Instantiates the Java ones of these migrations, in their order.
     *
     * @throws FlygateException with code MIGRATIONS when a class is missing or cannot be made
     */
    public static List<JavaMigration> load(List<Migration> migrations, ClassLoader loader) {
        List<JavaMigration> loaded = new ArrayList<>();
        for (Migration migration : migrations) {
            if (migration.kind().isJava()) {
                loaded.add(load(migration, loader));
            }
        }
        return loaded;
    }

    private static JavaMigration load(Migration migration, ClassLoader loader) {
        try {
            Class<?> found = Class.forName(migration.script(), true, loader);
            return found.asSubclass(JavaMigration.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ClassNotFoundException e) {
            throw new FlygateException(
                    ErrorCode.MIGRATIONS,
                    migration.file() + ": class " + migration.script() + " is not on the class path",
                    REMEDY,
                    e);
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new FlygateException(
                    ErrorCode.MIGRATIONS,
                    migration.file() + ": " + migration.script() + " cannot be used as a Java migration: "
                            + FlywayMessages.firstLine(cause),
                    "Flyway needs a public class with a public constructor without parameters; what it uses must be on"
                            + " flyway.classPath.",
                    e);
        }
    }

    /**
     * A class loader over the configured class path. A Java migration whose class is not there is compiled into {@code
     * scratch}, from the working tree's or the base's source, against flygate's own class path and the configured one.
     *
     * @throws FlygateException with code MIGRATIONS and file:line when it cannot be compiled
     */
    public static ClassLoader classLoader(
            Path project, FlywaySettings flyway, List<Migration> migrations, Path scratch) {
        List<Path> classPath = flyway.classPath().stream()
                .map(entry -> project.toAbsolutePath().resolve(entry).normalize())
                .toList();
        ClassLoader parent = JavaMigrations.class.getClassLoader();
        URLClassLoader configured = new URLClassLoader(urls(classPath), parent);
        List<Migration> sources = migrations.stream()
                .filter(migration -> migration.kind().isJava())
                .filter(migration -> configured.getResource(migration.script().replace('.', '/') + ".class") == null)
                .toList();
        if (sources.isEmpty()) {
            return configured;
        }
        Path classes = JavaSources.compile(project.toAbsolutePath().normalize(), classPath, sources, scratch);
        return new URLClassLoader(urls(List.of(classes)), configured);
    }

    private static URL[] urls(List<Path> classPath) {
        URL[] urls = new URL[classPath.size()];
        for (int i = 0; i < urls.length; i++) {
            try {
                urls[i] = classPath.get(i).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalStateException("every path has a URL: " + classPath.get(i), e);
            }
        }
        return urls;
    }
}
