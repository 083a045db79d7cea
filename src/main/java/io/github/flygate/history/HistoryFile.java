package io.github.flygate.history;

import io.github.flygate.model.FlygateException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A history that somebody has written to a file. What a file says is data: nothing in it is ever executed.
 *
 * @param file its name in messages
 * @param rows by {@code installedRank}
 * @param gaps what this format does not tell; where it is not told, it must not be compared
 * @param taken where flygate itself read it; empty for the formats of others
 */
public record HistoryFile(
        String file, Format format, List<HistoryRow> rows, Set<Gap> gaps, Optional<HistoryFile.Taken> taken) {
    public HistoryFile {
        rows = List.copyOf(rows);
        gaps = Collections.unmodifiableSet(gaps.isEmpty() ? EnumSet.noneOf(Gap.class) : EnumSet.copyOf(gaps));
    }

    /** Who writes such files. A file is known by its content, whatever its name. */
    public enum Format {
        /** {@code flygate facts export}. */
        FACTS("an export of flygate"),
        /** {@code psql} with {@code csv header}. */
        CSV("CSV"),
        /** Rows as JSON: an array, or an object on each line. */
        ROWS("JSON rows"),
        /** {@code flyway info -outputType=json}. */
        INFO("the output of flyway info");

        private final String words;

        Format(String words) {
            this.words = words;
        }

        /** Such as {@code JSON rows}. */
        public String words() {
            return words;
        }
    }

    /** What a format leaves out. */
    public enum Gap {
        /** Every checksum is empty, which says nothing. */
        CHECKSUMS("checksums"),
        /** Only the last name of the path, and empty where Flyway did not find the file. */
        SCRIPTS("paths of scripts"),
        /** Numbered from 1 in the order of the file, a schema marker before all others 0. */
        RANKS("ranks");

        private final String words;

        Gap(String words) {
            this.words = words;
        }

        /** Such as {@code checksums}. */
        public String words() {
            return words;
        }
    }

    /**
     * The table and the moment of an export.
     *
     * @param postgres version of the server, such as {@code 18.6}
     */
    public record Taken(Instant at, String postgres, String schema, String table) {}

    /**
     * Reads a file of at most 64 MB and 100,000 rows.
     *
     * @throws FlygateException IO when it cannot be read, HISTORY with file:line when it is no history
     */
    public static HistoryFile read(Path file) {
        String name = file.toString().replace('\\', '/');
        return of(name, FileText.read(file, name));
    }

    /** As {@link #read(Path)}; a file inside of a project is named by its path from there, whatever the machine. */
    public static HistoryFile read(Path project, Path file) {
        Path whole = file.toAbsolutePath().normalize();
        Path folder = project.toAbsolutePath().normalize();
        Path shown = whole.startsWith(folder) ? folder.relativize(whole) : file;
        String name = shown.toString().replace('\\', '/');
        return of(name, FileText.read(file, name));
    }

    /** Reads the content of a file; the name is for messages. */
    static HistoryFile of(String name, byte[] content) {
        return of(name, FileText.decode(content, name));
    }

    private static HistoryFile of(String name, String text) {
        String begin = text.stripLeading();
        return begin.startsWith("{") || begin.startsWith("[")
                ? new JsonHistory(name).read(text)
                : CsvHistory.read(name, text);
    }

    /** Whether {@code flygate facts export} has written this file. */
    public static boolean isExport(Path file) {
        try {
            return read(file).format() == Format.FACTS;
        } catch (FlygateException e) {
            // Whatever it is, it is nobody's loss but its owner's.
            return false;
        }
    }

    /** Whether the checksums are those of the history table, so that one that differs is one that was changed. */
    public boolean knowsChecksums() {
        return !gaps.contains(Gap.CHECKSUMS);
    }

    /** Such as {@code h.json (the output of flyway info, 12 rows, without checksums)}. */
    public String says() {
        StringBuilder text = new StringBuilder(file)
                .append(" (")
                .append(format.words())
                .append(", ")
                .append(rows.size())
                .append(rows.size() == 1 ? " row" : " rows");
        taken.ifPresent(from -> text.append(" of ")
                .append(from.schema())
                .append('.')
                .append(from.table())
                .append(", taken ")
                .append(from.at()));
        if (!gaps.isEmpty()) {
            text.append(", without ")
                    .append(String.join(", ", gaps.stream().map(Gap::words).toList()));
        }
        return text.append(')').toString();
    }
}
