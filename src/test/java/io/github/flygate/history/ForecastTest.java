package io.github.flygate.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A forecast against real Flyway on a real server: file sets and histories of all kinds, generated from seeds that count
 * up. With the bundled version every word is compared; with older ones the states, the errors' codes, what is refused, what
 * is applied and the rows that are written. {@code target/forecast.md} then says how often what was compared.
 */
@Tag("db")
class ForecastTest {
    private static final String BUNDLED = "13.12.0";
    private static final int THREADS = 2;
    private static final int SHOWN = 3;

    private static final Tally TALLY = new Tally();

    @TempDir
    Path folder;

    /** {@code -Dforecast.seed=…} begins elsewhere, as a failure's message says. */
    @ParameterizedTest
    @CsvSource({BUNDLED + ", 2000", "11.20.3, 600", "10.22.0, 600", "9.22.3, 600"})
    void aForecastSaysWhatFlywaySays(String version, int pairs) throws InterruptedException, ExecutionException {
        long first = Long.getLong("forecast.seed", 1);
        AtomicLong next = new AtomicLong(first);
        Function<Map<String, Object>, Map<String, List<String>>> flyway =
                version.equals(BUNDLED) ? new FlywayAgent() : FlywayVersion.of(version);
        List<String> disagreements = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<List<String>>> parts = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                parts.add(threads.submit(() -> compare(version, flyway, next, first + pairs)));
            }
            for (Future<List<String>> part : parts) {
                disagreements.addAll(part.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(disagreements.stream().limit(SHOWN).toList())
                .as("%d disagreements with Flyway %s", disagreements.size(), version)
                .isEmpty();
        // No file set and history of the free edition can show these two.
        assertThat(TALLY.unseen(version)).containsExactly("AVAILABLE", "UNDONE");
    }

    @AfterAll
    static void write() throws IOException {
        TALLY.write(Path.of("target/forecast.md"));
    }

    private List<String> compare(
            String version, Function<Map<String, Object>, Map<String, List<String>>> flyway, AtomicLong next, long end)
            throws IOException, SQLException {
        List<String> disagreements = new ArrayList<>();
        try (HistoryDatabase database = new HistoryDatabase()) {
            for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
                GeneratedPair pair =
                        GeneratedPair.of(seed, folder.resolve(version).resolve("pair" + seed));
                Said expected = expected(version, pair);
                database.provide(pair.request().schema(), pair.request().history());
                Map<String, Object> asked = pair.asked(database, !version.equals(BUNDLED));
                Said said = Said.by(flyway.apply(asked), database.written());
                TALLY.add(version, said);
                Said compared = comparable(version, said);
                if (!compared.equals(expected)) {
                    TALLY.disagreement(version);
                    disagreements.add(pair.described() + expected.differences(compared));
                }
                pair.delete();
            }
        }
        return disagreements;
    }

    private static Said expected(String version, GeneratedPair pair) {
        if (version.equals(BUNDLED)) {
            return Said.of(Forecast.of(pair.request()), false);
        }
        Said expected = Said.of(Forecast.of(pair.request()), true);
        for (KnownDifference difference : KnownDifference.of(version)) {
            if (difference.applies(pair, expected)) {
                TALLY.known(version, difference);
                expected = difference.instead(pair, expected);
            }
        }
        return comparable(version, expected);
    }

    private static Said comparable(String version, Said said) {
        if (version.equals(BUNDLED)) {
            return said;
        }
        return version.startsWith("9.") ? said.withoutWords().inAnyOrder() : said.withoutWords();
    }
}
