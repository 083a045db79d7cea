package io.github.flygate.contract;

import io.github.flygate.contract.ChangeCase.Old;
import io.github.flygate.contract.ChangeCase.Pending;
import io.github.flygate.contract.ChangeCase.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the table of changes. One case is a heading of the second level, a line that says the verdict and its
 * conditions, and one block of SQL in parts: {@code -- base}, a line with the name of each pending migration, and
 * {@code -- old:} with what becomes of the statements below it. README.md in their folder explains the words.
 */
public final class ChangeCases {
    private static final Path FOLDER = Path.of("src/test/resources/io/github/flygate/contract/changes");
    private static final Pattern PART = Pattern.compile("-- (base|[VR]\\w*\\.sql|old: (.+))");
    private static final Pattern SQL_STATE = Pattern.compile("[0-9A-Z]{5}( or [0-9A-Z]{5})*");
    private static final Pattern CHANGE = Pattern.compile("columns|type|nullable|enum|rows");

    private final String file;
    private final List<String> lines;
    private int at;

    private ChangeCases(String file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /** All cases, by file. */
    public static List<ChangeCase> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<ChangeCase> all = new ArrayList<>();
            for (Path path :
                    files.filter(path -> !path.endsWith("README.md")).sorted().toList()) {
                all.addAll(read(path.getFileName().toString(), Files.readString(path)));
            }
            return List.copyOf(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<ChangeCase> read(String file, String text) {
        return new ChangeCases(file, text.lines().toList()).read();
    }

    private List<ChangeCase> read() {
        List<ChangeCase> all = new ArrayList<>();
        while (at < lines.size()) {
            String line = lines.get(at++);
            if (line.startsWith("## ")) {
                all.add(one(line.substring(3).strip(), file + ":" + at));
            }
        }
        return all;
    }

    private ChangeCase one(String title, String source) {
        String role = "";
        int from = 12;
        int to = 18;
        boolean team = false;
        boolean unseen = false;
        String[] words = lines.get(at++).strip().split(",\\s*", -1);
        for (String word : List.of(words).subList(1, words.length)) {
            String value = word.substring(word.indexOf(' ') + 1);
            if (word.startsWith("role ")) {
                role = value;
            } else if (word.startsWith("from ")) {
                from = Integer.parseInt(value);
            } else if (word.startsWith("to ")) {
                to = Integer.parseInt(value);
            } else if (word.equals("team")) {
                team = true;
            } else if (word.equals("unseen")) {
                unseen = true;
            } else {
                throw wrong(word);
            }
        }
        List<Part> parts = parts();
        return new ChangeCase(
                title,
                source,
                Verdict.of(words[0]),
                role,
                from,
                to,
                team,
                unseen,
                parts.stream()
                        .filter(part -> part.name.equals("base"))
                        .map(Part::sql)
                        .findFirst()
                        .orElse(""),
                parts.stream()
                        .filter(part -> part.name.endsWith(".sql"))
                        .map(part -> new Pending(part.name, part.sql(), part.marks()))
                        .toList(),
                parts.stream()
                        .filter(part -> part.name.startsWith("old: "))
                        .map(this::old)
                        .toList());
    }

    /** What is between the fences. */
    private List<Part> parts() {
        while (!lines.get(at++).equals("```sql")) {
            if (lines.get(at).startsWith("#")) {
                throw wrong("no SQL");
            }
        }
        List<Part> parts = new ArrayList<>();
        for (; !lines.get(at).equals("```"); at++) {
            Matcher part = PART.matcher(lines.get(at));
            if (part.matches()) {
                parts.add(new Part(part.group(1), at + 2, new ArrayList<>()));
            } else if (parts.isEmpty()) {
                throw wrong(lines.get(at));
            } else {
                parts.get(parts.size() - 1).lines.add(lines.get(at));
            }
        }
        return parts;
    }

    private Old old(Part part) {
        Set<String> sqlStates = Set.of();
        boolean worksAgain = false;
        String prepared = "";
        Set<String> changes = new TreeSet<>();
        for (String word : part.name.substring("old: ".length()).split(",\\s*", -1)) {
            if (SQL_STATE.matcher(word).matches()) {
                sqlStates = Set.of(word.split(" or ", -1));
            } else if (word.startsWith("prepared ")) {
                prepared = word.substring("prepared ".length());
            } else if (word.equals("then works")) {
                worksAgain = true;
            } else if (CHANGE.matcher(word).matches()) {
                changes.add(word);
            } else if (!word.equals("works")) {
                throw wrong(word);
            }
        }
        return new Old(part.line, part.sql().strip().replaceFirst(";$", ""), sqlStates, worksAgain, prepared, changes);
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(file + ", before line " + (at + 1) + ": " + what);
    }

    private record Part(String name, int line, List<String> lines) {
        String sql() {
            return String.join("\n", lines) + "\n";
        }

        List<Integer> marks() {
            return Stream.iterate(1, line -> line <= lines.size(), line -> line + 1)
                    .filter(line -> lines.get(line - 1).endsWith("-- blame"))
                    .toList();
        }
    }
}
