package io.github.flygate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.model.LockMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "0.2, <1 ms",
        "12.4, 12 ms",
        "999.6, 1.0 s",
        "3412.7, 3.4 s",
        "59949, 59.9 s",
        "59950, 1 min 0 s",
        "125000, 2 min 5 s",
        "3600000, 1 h 0 min",
        "9000000, 2 h 30 min"
    })
    void durationsReadLikeSpokenOnes(double milliseconds, String words) {
        assertThat(Words.duration(milliseconds)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"1, 1 byte", "1023, 1023 bytes", "1024, 1.0 kB", "8912896, 8.5 MB", "5497558138880, 5.0 TB"})
    void bytesReadLikeThoseOfPostgres(long bytes, String words) {
        assertThat(Words.bytes(bytes)).isEqualTo(words);
    }

    @ParameterizedTest
    @EnumSource(LockMode.class)
    void whoWaitsAgreesWithTheModel(LockMode mode) {
        assertThat(Words.whoWaits(mode).startsWith("reads and writes wait")).isEqualTo(mode.blocksReads());
        assertThat(Words.whoWaits(mode).contains("writes go on")).isNotEqualTo(mode.blocksWrites());
    }

    @Test
    void aMigrationIsCalledByItsVersion() {
        assertThat(Words.shortName(SampleReports.migration("V42__a__b.sql", "42", true, true, 1)))
                .isEqualTo("V42");
        assertThat(Words.shortName(SampleReports.migration("R__views.sql", "", true, true, 1)))
                .isEqualTo("R__views.sql");
    }
}
