package io.github.flygate.history;

import io.github.flygate.migration.Migration;
import io.github.flygate.migration.MigrationFinder;
import io.github.flygate.model.FlywaySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A file set, a history that may have come from it or not, and settings; the same for the same seed. */
record GeneratedPair(long seed, Path folder, ForecastRequest request, boolean group) {
    private static final String LOCATION = "src/main/resources/db/migration";

    private static final List<ForecastRequest.Schema> WITHOUT_HISTORY =
            List.of(ForecastRequest.Schema.MISSING, ForecastRequest.Schema.EMPTY, ForecastRequest.Schema.NOT_EMPTY);

    private static final List<List<String>> PATTERNS = List.of(
            List.of("*:future"),
            List.of("*:future"),
            List.of("*:future"),
            List.of("*:future"),
            List.of("*:future"),
            List.of("*:future"),
            List.of(),
            List.of(),
            List.of("*:missing"),
            List.of("*:ignored"),
            List.of("*:pending"),
            List.of("*:*"),
            List.of("repeatable:*"),
            List.of("versioned:*"),
            List.of("repeatable:missing"),
            List.of("versioned:future"),
            List.of("*:future", "*:missing"),
            List.of("versioned:missing", "repeatable:missing"),
            List.of("versioned:ignored", "*:future"),
            List.of("repeatable:pending", "versioned:pending"));

    static GeneratedPair of(long seed, Path folder) throws IOException {
        Random random = new Random(seed);
        GeneratedFiles files = new GeneratedFiles(random, folder.resolve(LOCATION), folder);
        files.write();
        boolean group = random.nextInt(10) == 0 && !files.withoutTransaction();
        FlywaySettings flyway = settings(random, group);
        List<Migration> migrations = new MigrationFinder(Map.of()).asFound(folder, flyway);
        Map<String, Optional<Integer>> checksums = new HashMap<>();
        for (Migration migration : migrations) {
            if (migration.kind().isJava()) {
                checksums.put(
                        migration.script(), random.nextInt(3) == 0 ? Optional.of(random.nextInt(9)) : Optional.empty());
            }
        }
        List<HistoryRow> rows = new GeneratedRows(random, migrations, checksums).rows();
        int which = random.nextInt(40);
        ForecastRequest.Schema schema =
                which < 4 ? WITHOUT_HISTORY.get(Math.min(2, which)) : ForecastRequest.Schema.WITH_HISTORY;
        ForecastRequest request = new ForecastRequest(
                migrations, rows, flyway, schema, target(random, migrations), true, Map.copyOf(checksums));
        return new GeneratedPair(seed, folder, request, group);
    }

    private static String target(Random random, List<Migration> migrations) {
        List<String> versions = migrations.stream()
                .map(Migration::version)
                .filter(version -> !version.isEmpty())
                .toList();
        String some = versions.isEmpty() ? "5" : versions.get(random.nextInt(versions.size()));
        return switch (random.nextInt(20)) {
            case 0 -> some;
            case 1 -> some + "?";
            case 2 -> "4.5?";
            case 3 -> random.nextBoolean() ? "4.5" : some + ".0";
            case 4 -> "current";
            case 5 -> "next";
            default -> "latest";
        };
    }

    private static FlywaySettings settings(Random random, boolean group) {
        FlywaySettings usual = FlywaySettings.defaults();
        return new FlywaySettings(
                List.of("filesystem:" + LOCATION),
                List.of(HistoryDatabase.SCHEMA),
                "",
                usual.table(),
                new TreeMap<>(Map.of("p", "1")),
                true,
                "${",
                "}",
                ":",
                "V",
                "R",
                "__",
                List.of(".sql"),
                "UTF-8",
                false,
                random.nextInt(10) < 4,
                false,
                group,
                true,
                false,
                PATTERNS.get(random.nextInt(PATTERNS.size())),
                "",
                true,
                true,
                random.nextInt(5) == 0,
                List.of("1", "3", "0", "2.5").get(random.nextInt(4)),
                false,
                List.of(),
                "",
                "",
                List.of());
    }

    /** For {@link FlywayAgent}. */
    Map<String, Object> asked(HistoryDatabase database, boolean codes) {
        FlywaySettings flyway = request.flyway();
        String[][] stubs = request.migrations().stream()
                .filter(migration -> migration.kind().isJava())
                .map(migration -> new String[] {
                    migration.version(),
                    migration.description(),
                    request.javaChecksums()
                            .getOrDefault(migration.script(), Optional.empty())
                            .map(String::valueOf)
                            .orElse("")
                })
                .toArray(String[][]::new);
        Map<String, Object> asked = new TreeMap<>();
        asked.put("dataSource", database);
        asked.put("folder", folder.resolve(LOCATION).toString());
        asked.put("schema", HistoryDatabase.SCHEMA);
        asked.put("patterns", flyway.ignoreMigrationPatterns().toArray(String[]::new));
        asked.put("outOfOrder", flyway.outOfOrder());
        asked.put("group", flyway.group());
        asked.put("baselineOnMigrate", flyway.baselineOnMigrate());
        asked.put("baselineVersion", flyway.baselineVersion());
        asked.put("target", request.target());
        asked.put("java", stubs);
        asked.put("codes", codes);
        return asked;
    }

    String described() {
        List<String> lines = new ArrayList<>();
        lines.add("seed " + seed + ", target " + request.target() + ", patterns "
                + request.flyway().ignoreMigrationPatterns() + ", outOfOrder "
                + request.flyway().outOfOrder() + ", group " + group + ", schema " + request.schema()
                + ", baselineOnMigrate " + request.flyway().baselineOnMigrate() + " "
                + request.flyway().baselineVersion());
        request.migrations()
                .forEach(file -> lines.add("  file " + file.script() + " "
                        + (file.kind().isJava() ? request.javaChecksums().get(file.script()) : file.checksum()) + " "
                        + file.conf().strip()));
        request.history().forEach(row -> lines.add("  row " + row));
        return String.join("\n", lines);
    }

    void delete() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
