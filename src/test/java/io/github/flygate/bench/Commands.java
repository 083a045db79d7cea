package io.github.flygate.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How the processes are started: flygate as its users start it.
 *
 * @param flygate the launcher where there is a shell and the jar, else {@link #plainJava}
 * @param plainJava {@code java -jar} without any option, or the class path when the jar is not built
 */
record Commands(List<String> flygate, List<String> plainJava) {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    static Commands find() {
        Path jar = Path.of("target", "flygate.jar").toAbsolutePath();
        Path launcher = Path.of("bin", "flygate").toAbsolutePath();
        boolean built = Files.isRegularFile(jar);
        List<String> plain = built
                ? List.of(JAVA, "-jar", jar.toString())
                : List.of(JAVA, "-cp", System.getProperty("java.class.path"), "io.github.flygate.cli.Main");
        return new Commands(built && Files.isExecutable(launcher) ? List.of(launcher.toString()) : plain, plain);
    }

    /** The same JVM options as the launcher's, so that only the work differs. */
    List<String> plainFlyway(Path migrations) {
        return List.of(
                JAVA,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.github.flygate.bench.PlainFlyway",
                migrations.toString());
    }

    String shown() {
        String text = String.join(" ", flygate);
        return text.contains(File.pathSeparator) ? JAVA + " -cp … io.github.flygate.cli.Main" : text;
    }
}
