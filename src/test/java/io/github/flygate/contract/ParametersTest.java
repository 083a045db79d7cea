package io.github.flygate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "select a from t where id = ? and b = ? ~ select a from t where id = $1 and b = $2",
                "select :id, :name, :id ~ select $1, $2, $1",
                "select a::text, :b::int ~ select a::text, $1::int",
                "select $2, $1 ~ select $2, $1",
                "select '?', \":a\", 'it''s :b' ~ select '?', \":a\", 'it''s :b'",
                "select E'\\'?', ? ~ select E'\\'?', $1",
                "select $$ ? :a $$, $x$ ? $x$, ? ~ select $$ ? :a $$, $x$ ? $x$, $1",
                "select 1 -- ? :a ~ select 1 -- ? :a",
                "select /* ? /* :a */ ? */ ? ~ select /* ? /* :a */ ? */ $1",
                "select a ?| b, a ?& b, a ?? b ~ select a ?| b, a ?& b, a ?? b",
                "select a[1:2], b[:c] ~ select a[1:2], b[$1]",
                "select col$1 from t ~ select col$1 from t",
            })
    void reads_what_is_a_parameter(String sql, String expected) {
        assertThat(Parameters.of(sql.strip()).sql()).isEqualTo(expected.strip());
    }

    @Test
    void knows_the_names() {
        assertThat(Parameters.of("insert into t values (:a, ?, :b, :a)").names())
                .containsExactly("a", "", "b");
    }

    @Test
    void puts_values_in_their_places() {
        assertThat(Parameters.of("select :a, '$1', :b, :a").with(List.of("1", "'x'")))
                .isEqualTo("select 1, '$1', 'x', 1");
    }

    @Test
    void ends_where_quotations_do_not() {
        for (String open : List.of("select '", "select \"", "select /*", "select $$", "select $", "select E'\\")) {
            assertThat(Parameters.of(open).sql()).isEqualTo(open);
        }
    }
}
