package io.github.flygate.migration;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/** Compiles Java migrations whose classes are not at hand. */
final class JavaSources {
    private static final String REMEDY =
            "Compile the project first, and name its classes with flyway.classPath in flygate.yml.";

    private JavaSources() {}

    static boolean isSource(String fileName) {
        return fileName.endsWith(".java")
                || fileName.endsWith(".kt")
                || fileName.endsWith(".groovy")
                || fileName.endsWith(".scala");
    }

    /** Returns the folder with the classes. */
    static Path compile(Path project, List<Path> classPath, List<Migration> migrations, Path scratch) {
        @Nullable JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Migration first = migrations.get(0);
        for (Migration migration : migrations) {
            if (!migration.file().endsWith(".java")) {
                throw new FlygateException(
                        ErrorCode.MIGRATIONS,
                        migration.file() + ":1: class " + migration.script()
                                + " is not on the class path, and flygate compiles Java only",
                        REMEDY);
            }
        }
        if (compiler == null) {
            throw new FlygateException(
                    ErrorCode.MIGRATIONS,
                    first.file() + ":1: class " + first.script()
                            + " is not on the class path, and this Java has no compiler",
                    REMEDY + " Or run flygate with a JDK.");
        }
        try {
            Path classes = Files.createDirectories(scratch.resolve("classes"));
            Map<Path, Migration> sources = write(migrations, scratch.resolve("sources"));
            run(compiler, project, classPath, sources, classes);
            return classes;
        } catch (IOException e) {
            throw new FlygateException(
                    ErrorCode.IO,
                    "Java migrations cannot be compiled in " + scratch + ": " + e.getMessage(),
                    "Check space and permissions there.",
                    e);
        }
    }

    private static Map<Path, Migration> write(List<Migration> migrations, Path folder) throws IOException {
        Map<Path, Migration> sources = new LinkedHashMap<>();
        for (Migration migration : migrations) {
            Path file = folder.resolve(migration.script().replace('.', '/') + ".java")
                    .toAbsolutePath();
            Files.createDirectories(file.getParent());
            Files.write(file, migration.source().bytes());
            sources.put(file, migration);
        }
        return sources;
    }

    private static void run(
            JavaCompiler compiler, Path project, List<Path> classPath, Map<Path, Migration> sources, Path classes)
            throws IOException {
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        Set<String> entries = new LinkedHashSet<>();
        classPath.forEach(path -> entries.add(path.toString()));
        entries.addAll(ownClassPath());
        // -proc:none: an annotation processor on the class path would run a pull request's code unasked.
        List<String> options = new ArrayList<>(List.of(
                "-proc:none",
                "-nowarn",
                "-encoding",
                "UTF-8",
                "-d",
                classes.toString(),
                "-classpath",
                String.join(File.pathSeparator, entries)));
        Path helpers = project.resolve("src/main/java");
        if (Files.isDirectory(helpers)) {
            options.addAll(List.of("-sourcepath", helpers.toString()));
        }
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(problems, Locale.ROOT, StandardCharsets.UTF_8)) {
            boolean done = compiler.getTask(
                            null, files, problems, options, null, files.getJavaFileObjectsFromPaths(sources.keySet()))
                    .call();
            if (!done) {
                throw problem(project, sources, problems);
            }
        }
    }

    private static FlygateException problem(
            Path project, Map<Path, Migration> sources, DiagnosticCollector<JavaFileObject> problems) {
        for (Diagnostic<? extends JavaFileObject> problem : problems.getDiagnostics()) {
            if (problem.getKind() == Diagnostic.Kind.ERROR) {
                String message =
                        problem.getMessage(Locale.ROOT).lines().findFirst().orElse("");
                return new FlygateException(
                        ErrorCode.MIGRATIONS,
                        place(project, sources, problem) + ": this Java migration does not compile: " + message,
                        REMEDY);
            }
        }
        String file = sources.values().iterator().next().file();
        return new FlygateException(ErrorCode.MIGRATIONS, file + ":1: this Java migration does not compile", REMEDY);
    }

    private static String place(
            Path project, Map<Path, Migration> sources, Diagnostic<? extends JavaFileObject> problem) {
        if (problem.getSource() == null) {
            return sources.values().iterator().next().file() + ":1";
        }
        Path path = Path.of(problem.getSource().toUri());
        Migration migration = sources.get(path);
        String file = migration == null ? Paths.relative(project, path) : migration.file();
        return file + ":" + Math.max(1, problem.getLineNumber());
    }

    /** Where flygate's own classes are, whoever started it: {@code java -jar}, Maven's exec plug-in, a test. */
    private static Set<String> ownClassPath() {
        Set<String> entries = new LinkedHashSet<>();
        for (ClassLoader loader = JavaSources.class.getClassLoader(); loader != null; loader = loader.getParent()) {
            if (loader instanceof URLClassLoader urls) {
                for (URL url : urls.getURLs()) {
                    add(url, entries);
                }
            }
        }
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            if (!entry.isEmpty()) {
                entries.add(entry);
            }
        }
        @Nullable CodeSource flyway = JavaMigration.class.getProtectionDomain().getCodeSource();
        if (flyway != null) {
            add(flyway.getLocation(), entries);
        }
        return entries;
    }

    private static void add(URL url, Set<String> entries) {
        try {
            URI uri = url.toURI();
            if ("file".equals(uri.getScheme())) {
                entries.add(Path.of(uri).toString());
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // no file, so nothing that the compiler could read
            return;
        }
    }
}
