package io.github.flygate.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.model.RuleId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Create  INDEX a ON T (b) | create index a on t (b)",
                "/* why */ select 1 -- because | select 1",
                "select 'It''s  A -- B', \"Col  /* */\" | select 'It''s  A -- B', \"Col  /* */\"",
                "DO $x$ Begin  -- y $x$ | do $x$ Begin  -- y $x$",
                "select 1/* a */+ 2 | select 1 + 2",
                "select 'open | select 'open",
                "SELECT $1 + $2 | select $1 + $2"
            })
    void layoutDoesNotCountOutsideQuotes(String sql, String normalised) {
        assertThat(Fingerprint.normalised(sql)).isEqualTo(normalised);
    }

    @Test
    void readsALongTextInQuotes() {
        String sql = "select '" + "a''".repeat(200_000) + "'";

        assertThat(Fingerprint.normalised(sql)).isEqualTo(sql);
    }

    @Test
    void differsByRuleAndStatement() {
        String index = of("some-rule", "create index t_a on t (a)");

        assertThat(of("some-rule", "CREATE INDEX\n  t_a ON t (a) -- expect: x")).isEqualTo(index);
        assertThat(of("some-rule", "create index t_b on t (a)")).isNotEqualTo(index);
        assertThat(of("other-rule", "create index t_a on t (a)")).isNotEqualTo(index);
    }

    private static String of(String rule, String sql) {
        return Fingerprint.of(new RuleId(rule), Facts.at(Facts.createIndex(false, false), sql, false));
    }
}
