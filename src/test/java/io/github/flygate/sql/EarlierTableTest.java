package io.github.flygate.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.migration.Migration;
import io.github.flygate.migration.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code earlier.txt}: files that are applied, a pending one, and the facts that must come out of the pending one. */
final class EarlierTableTest {
    static Stream<Case> cases() throws IOException {
        return Case.of("earlier.txt");
    }

    /**
     * Files begin with {@code -- applied}, {@code -- applied java}, {@code -- applied baseline} or {@code -- pending}; a
     * title that ends with {@code (18)} asks for that version of PostgreSQL.
     */
    private static String read(Case one) {
        int major = one.title().endsWith("(18)") ? 18 : 16;
        StaticReader.Settings settings = Scripts.settings(major, false, true, "UTC");
        String[] parts = one.sql().split("(?m)^-- (?=applied|pending)", -1);
        List<Migration> applied = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        List<String> pending = new ArrayList<>();
        for (String part : parts) {
            int line = part.indexOf('\n');
            String head = line < 0 ? part : part.substring(0, line);
            if (head.startsWith("applied")) {
                applied.add(migration(head, applied.size() + 1, part.substring(line + 1)));
            } else if (head.startsWith("pending")) {
                pending.add(part.substring(line + 1));
            }
        }
        StaticReader reader = new StaticReader(settings, new EarlierFiles(applied, new HandMade(), settings));
        for (String sql : pending) {
            ScriptReading reading = reader.read(Scripts.script("V99__pending.sql", sql, true));
            reading.statements().forEach(statement -> lines.addAll(FactText.of(statement)));
        }
        return String.join("\n", lines);
    }

    private static Migration migration(String head, int version, String content) {
        boolean java = head.endsWith("java");
        Migration.Kind kind =
                java ? Migration.Kind.JAVA : head.endsWith("baseline") ? Migration.Kind.BASELINE : Migration.Kind.SQL;
        String name = "V" + version + "__applied." + (java ? "java" : "sql");
        return new Migration(kind, name, "db/" + name, Path.of(name), "" + version, "applied", 0, content, "");
    }

    private static final class HandMade implements EarlierFiles.Texts {
        @Override
        public String text(Migration migration) {
            return migration.content();
        }

        @Override
        public Script script(Migration migration) {
            return Scripts.script(migration.script(), migration.kind(), migration.content(), true);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void says_what_the_table_says(Case one) {
        assertThat(read(one)).isEqualTo(one.expected());
    }
}
