package io.github.flygate.bench;

import java.nio.file.Path;
import org.flywaydb.core.Flyway;

/** {@code flyway migrate} and nothing else, in a JVM of its own. */
final class PlainFlyway {
    private PlainFlyway() {}

    /** Arguments: the folder of migrations. Where the database is comes in the environment, as in real life. */
    public static void main(String[] arguments) {
        Flyway.configure()
                .dataSource(System.getenv("BENCH_URL"), System.getenv("BENCH_USER"), System.getenv("BENCH_PASSWORD"))
                .locations("filesystem:" + Path.of(arguments[0]))
                .load()
                .migrate();
    }
}
