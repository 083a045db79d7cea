package io.github.flygate.gate;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.Finding;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.GateReport.DatabaseReport;
import io.github.flygate.model.Status;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Findings that a team has accepted, in a file of its own: one line for each, told by what it is about and not by where
 * it stands, so that it is found again when lines have moved.
 */
public final class Baseline {
    private static final String HEADER = """
            # Findings that flygate accepts, one a line: database, rule, fingerprint, file, what it says.
            # `flygate baseline --update` writes this file anew. Only the first three columns count.
            """;
    private static final String COLUMN = "\t";
    private static final int FILE = 3;
    private static final int LONGEST_MESSAGE = 160;
    private static final long LARGEST = 16L << 20;

    private final Path file;
    private final List<Entry> entries;

    /**
     * An accepted finding.
     *
     * @param line of the file, from 1
     * @param script file of the finding
     */
    record Entry(int line, String database, String rule, String fingerprint, String script) {
        boolean isFor(String name, Finding finding) {
            return database.equals(name)
                    && rule.equals(finding.rule().value())
                    && fingerprint.equals(finding.fingerprint());
        }
    }

    private Baseline(Path file, List<Entry> entries) {
        this.file = file;
        this.entries = List.copyOf(entries);
    }

    Path file() {
        return file;
    }

    /**
     * Reads the file; one that is not there accepts nothing.
     *
     * @throws FlygateException with code CONFIGURATION and file:line for what is no entry
     */
    public static Baseline read(Path file) {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] columns = line.split(COLUMN, -1);
            if (columns.length <= FILE) {
                throw new FlygateException(
                        ErrorCode.CONFIGURATION,
                        file + ":" + number + ": no entry of a baseline: it needs database, rule, fingerprint and file,"
                                + " with tabs between them",
                        "Write the file anew with flygate baseline --update.");
            }
            entries.add(new Entry(number, columns[0], columns[1], columns[2], columns[FILE]));
        }
        return new Baseline(file, entries);
    }

    private static List<String> lines(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                throw new FlygateException(
                        ErrorCode.CONFIGURATION,
                        file + " is no baseline: it is no plain file, or has more than 16 MB",
                        "Name another file with baseline: in flygate.yml.");
            }
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new FlygateException(
                    ErrorCode.CONFIGURATION, file + " is no text in UTF-8", "Write it anew with flygate baseline.", e);
        } catch (IOException e) {
            throw new FlygateException(
                    ErrorCode.IO, file + " cannot be read: " + e.getMessage(), "Check its permissions.", e);
        }
    }

    /** What became of findings, and the entries for which there was none. */
    record Outcome(List<Placed> placed, List<Entry> unused) {}

    /** Marks the findings of a database that are accepted; each entry accepts one. */
    Outcome apply(String database, List<Placed> placed) {
        List<Entry> left = new ArrayList<>(entries.stream()
                .filter(entry -> entry.database().equals(database))
                .toList());
        List<Placed> result = new ArrayList<>();
        for (Placed one : placed) {
            Finding finding = one.finding();
            boolean accepted = finding.status().counts()
                    && left.stream()
                            .filter(entry -> entry.isFor(database, finding))
                            .findFirst()
                            .map(left::remove)
                            .orElse(false);
            result.add(accepted ? one.with(finding.with(Status.BASELINE, finding.proof())) : one);
        }
        return new Outcome(result, left);
    }

    /**
     * The file that accepts what these reports found and what is accepted already; entries of other databases stay.
     *
     * @return text of the file, lines sorted
     */
    public String accepting(List<DatabaseReport> reports) {
        TreeSet<String> checked =
                reports.stream().map(DatabaseReport::name).collect(Collectors.toCollection(TreeSet::new));
        List<String> lines = new ArrayList<>();
        entries.stream()
                .filter(entry -> !checked.contains(entry.database()))
                .forEach(entry -> lines.add(
                        String.join(COLUMN, entry.database(), entry.rule(), entry.fingerprint(), entry.script(), "")));
        for (DatabaseReport report : reports) {
            report.findings().stream()
                    .filter(Baseline::isAccepted)
                    .forEach(finding -> lines.add(line(report, finding)));
        }
        lines.sort(Comparator.naturalOrder());
        return HEADER + lines.stream().map(line -> line.stripTrailing() + "\n").collect(Collectors.joining());
    }

    /** Whether a new baseline holds it: everything that counts, and what the old one held. */
    public static boolean isAccepted(Finding finding) {
        return finding.status().counts() || finding.status() == Status.BASELINE;
    }

    /** How many findings the file holds. */
    public int size() {
        return entries.size();
    }

    private static String line(DatabaseReport report, Finding finding) {
        String message = plain(finding.message());
        return String.join(
                COLUMN,
                report.name(),
                finding.rule().value(),
                finding.fingerprint(),
                plain(finding.span().file()),
                message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "…" : message);
    }

    /** Names and messages quote what a pull request says: no line break and no control character of it gets in. */
    private static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ").strip();
    }
}
