package io.github.flygate.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Migration files with the oddities that Flyway accepts, and some that it refuses. */
final class GeneratedFiles {
    private static final List<String> DESCRIPTIONS = List.of(
            "create_table",
            "Create_table",
            "a",
            "B",
            "10_x",
            "9_x",
            "ünïcödé",
            "double__sep",
            "x".repeat(196) + "yyyyy",
            "with.dot",
            "long_" + "y".repeat(205));

    private final Random random;
    private final Path folder;
    private final Path project;
    private boolean withoutTransaction;
    private boolean refused;

    GeneratedFiles(Random random, Path folder, Path project) {
        this.random = random;
        this.folder = folder;
        this.project = project;
    }

    /** Whether one of them cannot share a transaction. */
    boolean withoutTransaction() {
        return withoutTransaction;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private String description() {
        return DESCRIPTIONS.get(random.nextInt(DESCRIPTIONS.size()));
    }

    void write() throws IOException {
        Files.createDirectories(folder);
        Set<Integer> versions = new TreeSet<>();
        boolean doubled = false;
        int count = random.nextInt(9);
        for (int i = 0; i < count; i++) {
            versions.add(1 + random.nextInt(12));
        }
        for (int version : versions) {
            boolean java = chance(10);
            if (java) {
                java("V" + version + "__" + (chance(50) ? "Load_data" : "x"));
            } else {
                sql("V" + spelled(version) + separator() + ".sql", false);
            }
            if (chance(2)) {
                sql("V" + spelled(version) + "__again.sql", false);
                doubled = true;
            }
        }
        // With a baseline between two of one version, Flyway sees that there are two or does not, by chance.
        if (chance(12) && !doubled) {
            int lower = 1 + random.nextInt(10);
            sql("B" + spelled(lower) + "__base.sql", false);
            if (chance(30)) {
                sql("B" + (lower + 1 + random.nextInt(2)) + "__base.sql", false);
            }
        }
        repeatables();
    }

    private void repeatables() throws IOException {
        int count = random.nextInt(4);
        Set<String> descriptions = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            descriptions.add(description());
        }
        for (String description : descriptions) {
            if (chance(8)) {
                java("R__" + (description.length() > 20 || description.contains(".") ? "Long" : description));
            } else {
                sql("R__" + description + ".sql", true);
            }
        }
        if (!descriptions.isEmpty() && chance(2)) {
            sql("sub/R__" + descriptions.iterator().next() + ".sql", true);
        }
    }

    /** 1 = 01 = 1.0 = 1_0. */
    private String spelled(int version) {
        return switch (random.nextInt(12)) {
            case 0 -> "0" + version;
            case 1 -> version + ".0";
            case 2 -> version + "_0";
            case 3 -> version + ".1";
            case 4 -> version + "_0_0_1";
            default -> String.valueOf(version);
        };
    }

    private String separator() {
        return chance(4) ? "" : "__" + description();
    }

    private void sql(String name, boolean repeatable) throws IOException {
        Path file = folder.resolve((chance(10) && !name.startsWith("sub/") ? "deep/er/" : "") + name);
        Files.createDirectories(file.getParent());
        String end = List.of("\n", "\r\n", "").get(random.nextInt(3));
        String text = (chance(5) ? "\uFEFF" : "") + "select " + random.nextInt(1000) + ";" + end
                + (repeatable && chance(50) ? "-- ${p} ${flyway:filename}" + end : "")
                + (chance(20) ? "-- ü" + end : "");
        Files.writeString(file, text);
        if (chance(4)) {
            Files.writeString(file.resolveSibling(file.getFileName() + ".conf"), conf());
        }
    }

    /** One that Flyway refuses at most: which of two it meets first is up to the file system. */
    private String conf() {
        int which = random.nextInt(8);
        if (which < 2 && !refused) {
            refused = true;
            return which == 0 ? "unknownKey=true\n" : "shouldExecute=false\n";
        }
        if (which < 5) {
            withoutTransaction = true;
            return "executeInTransaction=false\n";
        }
        return which == 5 ? "encoding=UTF-8\n" : "placeholderReplacement=false\n";
    }

    private void java(String name) throws IOException {
        Path file = project.resolve("src/main/java/db/migration").resolve(name + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "package db.migration;\n");
    }
}
