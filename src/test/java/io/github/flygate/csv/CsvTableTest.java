package io.github.flygate.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
    private static final String LETTERS = "ab,\"\"\n\r\t é=;'\\";

    private static CsvTable table(String text) {
        return CsvTable.read("t.csv", text, ErrorCode.CONFIGURATION);
    }

    private static List<CsvTable.Row> rows(CsvTable table) {
        List<CsvTable.Row> rows = new ArrayList<>();
        for (Optional<CsvTable.Row> row = table.next(); row.isPresent(); row = table.next()) {
            rows.add(row.get());
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyLineEndEndsARecord(String end) {
        CsvTable table = table(String.join(end, " a , b", "1,2", "", "\"x" + end + "y\",", "3,4"));
        assertThat(table.columns()).containsExactly("a", "b");
        List<CsvTable.Row> rows = rows(table);
        assertThat(rows).extracting(CsvTable.Row::line).containsExactly(2, 4, 6);
        assertThat(rows).extracting(row -> row.get("a")).containsExactly("1", "x" + end + "y", "3");
        assertThat(rows).extracting(row -> row.get("b")).containsExactly("2", "", "4");
        assertThat(rows).extracting(row -> row.get("c")).containsOnly("");
    }

    @Test
    void anEmptyLineIsARecordWhereThereIsOneColumn() {
        assertThat(rows(table("a\n\nx\n"))).extracting(row -> row.get("a")).containsExactly("", "x");
    }

    @Test
    void whatIsQuotedAsTheRulesSayIsReadAsItWas() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            List<List<String>> written = new ArrayList<>();
            StringBuilder text = new StringBuilder("a,b,c\n");
            for (int row = random.nextInt(4); row >= 0; row--) {
                List<String> fields = List.of("x" + text(random), text(random), text(random));
                written.add(fields);
                text.append(fields.stream().map(CsvTableTest::quoted).collect(Collectors.joining(",")))
                        .append('\n');
            }
            assertThat(rows(table(text.toString())))
                    .extracting(row -> List.of(row.get("a"), row.get("b"), row.get("c")))
                    .isEqualTo(written);
        }
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(8), 0, LETTERS.length())
                .mapToObj(at -> LETTERS.substring(at, at + 1))
                .collect(Collectors.joining());
    }

    private static String quoted(String text) {
        return text.matches("[^,\"\n\r]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    @Test
    void aRecordThatIsCutOffIsToldWithItsLine() {
        CsvTable table = table("a,b\n1,2\n3");
        List<CsvTable.Row> rows = rows(table);
        rows.get(0).requireAllFields();
        assertThatThrownBy(rows.get(1)::requireAllFields)
                .isInstanceOf(FlygateException.class)
                .hasMessage("t.csv:3: 1 field where the first line names 2");
    }
}
