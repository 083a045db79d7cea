package io.github.flygate.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.model.FlywaySettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.flywaydb.core.internal.parser.PlaceholderReplacingReader;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
    private static final Map<String, String> VALUES = Map.of("a", "A", "long", "a longer\nvalue ${a}", "none", "");

    private final FlywaySettings flyway = Settings.in("filesystem:db").flyway();

    private static String byFlyway(String text) throws IOException {
        try (Reader reader =
                new PlaceholderReplacingReader("${", "}", ":", VALUES, new BufferedReader(new StringReader(text)))) {
            StringBuilder read = new StringBuilder();
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                read.append((char) c);
            }
            return read.toString();
        }
    }

    @Test
    void replacesWhatFlywaysReaderReplaces() throws IOException {
        List<String> pieces = List.of("$", "{", "}", "${a}", "${A}", "${long}", "${none}", "x", "\n", "$$", "'");
        Random random = new Random(1);
        int compared = 0;
        for (int n = 0; n < 2000; n++) {
            String text = random.ints(random.nextInt(12), 0, pieces.size())
                    .mapToObj(pieces::get)
                    .collect(Collectors.joining());
            String expected;
            try {
                expected = byFlyway(text);
            } catch (RuntimeException e) {
                continue; // an accidental placeholder without a value
            }
            assertThat(Placeholders.replace("f", text, flyway, VALUES).text())
                    .as(text)
                    .isEqualTo(expected);
            compared++;
        }
        assertThat(compared).isGreaterThan(500);
    }

    @Test
    void everyCharacterKnowsWhereItCameFrom() {
        Placeholders.Replaced replaced = Placeholders.replace("f", "x${a}y${long}", flyway, VALUES);
        assertThat(replaced.text()).startsWith("xAya longer");
        assertThat(List.of(replaced.first()[0], replaced.first()[1], replaced.last()[1], replaced.first()[2]))
                .containsExactly(0, 1, 4, 5);
        int end = replaced.text().length() - 1;
        assertThat(List.of(replaced.first()[end], replaced.last()[end])).containsExactly(6, 12);
    }

    @Test
    void byteOrderMarksInTheTextAreDroppedAsFlywayDropsThem() {
        Placeholders.Replaced replaced = Placeholders.replace("f", "a\uFEFF${a}", flyway, VALUES);
        assertThat(replaced.text()).isEqualTo("aA");
        assertThat(replaced.first()[1]).isEqualTo(2);
        assertThat(Placeholders.none("f", "a\uFEFFb").text()).isEqualTo("ab");
    }
}
