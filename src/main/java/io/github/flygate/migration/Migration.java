package io.github.flygate.migration;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * One migration, as Flyway resolves it.
 *
 * @param script Flyway's name for it, as in the history table: path relative to its location, or a class name
 * @param file path relative to the project's folder, with {@code /}; for Java the source file where it is known
 * @param path where the file is on this machine; for a migration of the base that is only in git, its path there
 * @param version normalised ({@code 1.0}); empty for repeatables and callbacks
 * @param source what is in it; read when it is asked for
 */
public record Migration(
        Kind kind, String script, String file, Path path, String version, String description, Source source) {

    /** A migration whose text is at hand. */
    public Migration(
            Kind kind,
            String script,
            String file,
            Path path,
            String version,
            String description,
            int checksum,
            String content,
            String conf) {
        this(kind, script, file, path, version, description, new Loaded(checksum, content, conf));
    }

    /** As Flyway would store it; 0 for Java migrations. */
    public int checksum() {
        return source.checksum();
    }

    /** What Flyway accepts of a repeatable beside {@link #checksum()}: that of the text as it is written. */
    public int rawChecksum() {
        return Checksums.raw(content());
    }

    /** The text, decoded, before placeholders are replaced; empty for Java. */
    public String content() {
        return source.content();
    }

    /** Content of the {@code .conf} file beside it; empty when there is none. */
    public String conf() {
        return source.conf();
    }

    /**
     * What is in a migration. Nothing is read from disk or git before a method is called, so that a base of a thousand
     * files costs nothing to a check that finds it in the cache.
     */
    public interface Source {
        int checksum();

        String content();

        String conf();

        /** The file as it is stored; a Java migration's source code. */
        default byte[] bytes() {
            return content().getBytes(StandardCharsets.UTF_8);
        }
    }

    private record Loaded(int checksum, String content, String conf) implements Source {}

    public enum Kind {
        SQL,
        JAVA,
        REPEATABLE,
        REPEATABLE_JAVA,
        /** {@code B41__x.sql}: Flyway runs it on an empty schema only, in place of everything up to its version. */
        BASELINE,
        /** {@code beforeMigrate.sql} and its like; no migration, but it lies with them and runs with them. */
        CALLBACK;

        /** The name in reports and facts. */
        public String id() {
            return isJava() ? "java" : name().toLowerCase(Locale.ROOT);
        }

        public boolean isJava() {
            return this == JAVA || this == REPEATABLE_JAVA;
        }

        public boolean isRepeatable() {
            return this == REPEATABLE || this == REPEATABLE_JAVA;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
