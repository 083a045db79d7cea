package io.github.flygate.history;

import io.github.flygate.migration.Migration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A history that files have written, and what may have happened to it since. */
final class GeneratedRows {
    private static final List<String> TYPES = List.of(
            "SQL", "JDBC", "SQL", "JDBC", "SCRIPT", "CUSTOM", "SQL_BASELINE", "BASELINE", "UNDO_SCRIPT", "SPRING_JDBC");

    private final Random random;
    private final List<Migration> files;
    private final Map<String, Optional<Integer>> javaChecksums;
    private final List<HistoryRow> rows = new ArrayList<>();
    private final int disorder;

    GeneratedRows(Random random, List<Migration> files, Map<String, Optional<Integer>> javaChecksums) {
        this.random = random;
        this.files = files;
        this.javaChecksums = javaChecksums;
        this.disorder = List.of(0, 0, 3, 6, 12).get(random.nextInt(5));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** More likely the more disorderly this history is. */
    private boolean mishap(int percent) {
        return random.nextInt(1000) < percent * disorder;
    }

    List<HistoryRow> rows() {
        markers();
        versioned();
        repeatables();
        strangers();
        List<HistoryRow> mutated = new ArrayList<>();
        for (HistoryRow row : rows) {
            HistoryRow one = mutate(row);
            mutated.add(one);
            if (mishap(12)) {
                mutated.add(deleted(one));
                if (mishap(20)) {
                    mutated.add(deleted(one));
                }
                if (chance(40)) {
                    mutated.add(one);
                }
            }
        }
        return ranked(mutated);
    }

    /** By {@code repair}. */
    private static HistoryRow deleted(HistoryRow row) {
        return new HistoryRow(
                0, row.version(), row.description(), "DELETE", row.script(), row.checksum(), row.success());
    }

    private List<HistoryRow> ranked(List<HistoryRow> mutated) {
        int rank = !mutated.isEmpty() && mutated.get(0).type().equals("SCHEMA") && chance(80) ? 0 : 1;
        if (mishap(3)) {
            rank -= 2;
        }
        List<HistoryRow> ranked = new ArrayList<>();
        for (HistoryRow row : mutated) {
            ranked.add(new HistoryRow(
                    rank, row.version(), row.description(), row.type(), row.script(), row.checksum(), row.success()));
            rank += chance(10) ? 2 : 1;
        }
        return ranked;
    }

    private void markers() {
        if (chance(12)) {
            rows.add(new HistoryRow(0, "", "<< Flyway Schema Creation >>", "SCHEMA", "\"h\"", Optional.empty(), true));
        }
        if (chance(12)) {
            String version = List.of("0", "1", "3", "5.0", "7").get(random.nextInt(5));
            rows.add(new HistoryRow(
                    0,
                    version,
                    "<< Flyway Baseline >>",
                    "BASELINE",
                    "<< Flyway Baseline >>",
                    Optional.empty(),
                    !mishap(5)));
        }
    }

    private void versioned() {
        List<Migration> versioned = new ArrayList<>(
                files.stream().filter(file -> !file.version().isEmpty()).toList());
        List<Migration> applied = new ArrayList<>();
        int end = versioned.isEmpty() ? 0 : random.nextInt(versioned.size() + 1);
        boolean fresh = chance(20);
        for (int i = 0; i < versioned.size(); i++) {
            boolean baseline = versioned.get(i).kind() == Migration.Kind.BASELINE;
            if ((i < end && !chance(4) && baseline == (fresh && baseline)) || mishap(4)) {
                applied.add(versioned.get(i));
            }
        }
        if (chance(12)) {
            Collections.shuffle(applied, random);
        }
        applied.forEach(file -> rows.add(row(file)));
    }

    private void repeatables() {
        for (Migration file : files) {
            if (file.version().isEmpty() && chance(70)) {
                HistoryRow last = row(file);
                int earlier = chance(20) ? 1 + random.nextInt(2) : 0;
                for (int i = 0; i < earlier; i++) {
                    insert(changed(last, Optional.of(random.nextInt(100))));
                }
                insert(last);
            }
        }
    }

    /** At the end, or where a run before had put it. */
    private void insert(HistoryRow row) {
        rows.add(chance(70) ? rows.size() : random.nextInt(rows.size() + 1), row);
    }

    private HistoryRow row(Migration file) {
        String type = file.kind().isJava() ? "JDBC" : file.kind() == Migration.Kind.BASELINE ? "SQL_BASELINE" : "SQL";
        Optional<Integer> checksum = file.kind().isJava()
                ? javaChecksums.getOrDefault(file.script(), Optional.empty())
                : Optional.of(
                        file.kind() == Migration.Kind.REPEATABLE && chance(10) ? file.rawChecksum() : file.checksum());
        String description =
                file.description().length() > 200 ? file.description().substring(0, 197) + "..." : file.description();
        return new HistoryRow(0, file.version(), description, type, file.script(), checksum, true);
    }

    /** Rows of files that are not there. */
    private void strangers() {
        if (mishap(40)) {
            String version = chance(50) ? "2.7" : "99";
            rows.add(
                    random.nextInt(rows.size() + 1),
                    new HistoryRow(
                            0, version, "gone", "SQL", "V" + version + "__gone.sql", Optional.of(7), !mishap(20)));
        }
        if (mishap(25)) {
            rows.add(
                    random.nextInt(rows.size() + 1),
                    new HistoryRow(0, "", "gone", "SQL", "R__gone.sql", Optional.of(7), !mishap(20)));
        }
        if (mishap(5)) {
            rows.add(new HistoryRow(0, "3", "undo", "UNDO_SQL", "U3__undo.sql", Optional.of(7), true));
        }
    }

    private HistoryRow mutate(HistoryRow row) {
        HistoryRow one = row;
        if (mishap(9)) {
            one = changed(one, chance(25) ? Optional.empty() : Optional.of(random.nextInt()));
        }
        if (mishap(7)) {
            one = described(one);
        }
        if (mishap(7)) {
            String type = TYPES.get(random.nextInt(TYPES.size()));
            // Only versions are undone; Flyway's info cannot print a row that says otherwise.
            one = type.startsWith("UNDO") && one.version().isEmpty() ? one : typed(one, type);
        }
        if (mishap(1)) {
            one = typed(one, chance(50) ? "sql" : "NONSENSE");
        }
        if (mishap(7)) {
            one = new HistoryRow(0, one.version(), one.description(), one.type(), one.script(), one.checksum(), false);
        }
        if (mishap(8) && !one.version().isEmpty()) {
            String version = switch (random.nextInt(10)) {
                case 0 -> "abc";
                case 1 -> "0" + one.version();
                case 2 -> String.valueOf(random.nextInt(12));
                default -> one.version() + ".0";
            };
            one = new HistoryRow(
                    0, version, one.description(), one.type(), one.script(), one.checksum(), one.success());
        }
        return one;
    }

    private HistoryRow described(HistoryRow row) {
        String description = switch (random.nextInt(4)) {
            case 0 -> row.description().toUpperCase(Locale.ROOT);
            case 1 -> "<< no description >>";
            case 2 -> "";
            default -> "other";
        };
        return new HistoryRow(0, row.version(), description, row.type(), row.script(), row.checksum(), row.success());
    }

    private static HistoryRow changed(HistoryRow row, Optional<Integer> checksum) {
        return new HistoryRow(0, row.version(), row.description(), row.type(), row.script(), checksum, row.success());
    }

    private static HistoryRow typed(HistoryRow row, String type) {
        return new HistoryRow(0, row.version(), row.description(), type, row.script(), row.checksum(), row.success());
    }
}
