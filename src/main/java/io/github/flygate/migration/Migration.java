package io.github.flygate.migration;

import java.nio.file.Path;
import java.util.Locale;

/**
 * One migration, as Flyway resolves it.
 *
 * @param script Flyway's name for it, as in the history table: path relative to its location, or a class name
 * @param file path relative to the project's folder, with {@code /}; for Java the source file where it is known
 * @param path where the file is on this machine; for a migration of the base that is only in git, its path there
 * @param version normalised ({@code 1.0}); empty for repeatables
 * @param checksum as Flyway would store it; 0 for Java migrations
 * @param content the text, decoded, before placeholders are replaced; empty for Java
 * @param conf content of the {@code .conf} file beside it; empty when there is none
 */
public record Migration(
        Kind kind,
        String script,
        String file,
        Path path,
        String version,
        String description,
        int checksum,
        String content,
        String conf) {

    public enum Kind {
        SQL,
        JAVA,
        REPEATABLE,
        REPEATABLE_JAVA;

        /** The name in reports and facts. */
        public String id() {
            return this == SQL ? "sql" : this == REPEATABLE ? "repeatable" : "java";
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
