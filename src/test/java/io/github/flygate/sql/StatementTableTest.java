package io.github.flygate.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code statements.txt}: scripts, and the facts that must come out of them. */
final class StatementTableTest {
    static Stream<Case> cases() throws IOException {
        return Case.of("statements.txt");
    }

    /** Scripts are parted by lines {@code -- script}, or {@code -- script non-transactional}. */
    static String read(String sql) {
        StaticReader reader = new StaticReader(Scripts.SETTINGS);
        List<String> lines = new ArrayList<>();
        int number = 1;
        for (String part : sql.split("(?m)^-- script *", -1)) {
            boolean transactional = !part.startsWith("non-transactional");
            String body = transactional ? part : part.substring("non-transactional".length());
            ScriptReading reading = reader.read(Scripts.script("V" + number++ + "__t.sql", body, transactional));
            reading.statements().forEach(statement -> lines.addAll(FactText.of(statement)));
        }
        return String.join("\n", lines);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void says_what_the_table_says(Case one) {
        assertThat(read(one.sql())).isEqualTo(one.expected());
    }

    @Test
    void the_table_is_big() throws IOException {
        long statements =
                cases().mapToLong(one -> Scripts.split(one.sql(), "x").size()).sum();
        assertThat(statements).isGreaterThan(150);
    }
}
