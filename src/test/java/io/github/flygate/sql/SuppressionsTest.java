package io.github.flygate.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.migration.Script;
import io.github.flygate.migration.Statement;
import io.github.flygate.sql.StatementReading.InlineSuppression;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SuppressionsTest {
    private static List<List<InlineSuppression>> read(String content) {
        return new StaticReader(Scripts.SETTINGS)
                .read(Scripts.script(content)).statements().stream()
                        .map(StatementReading::suppressions)
                        .toList();
    }

    @Test
    void a_comment_above_the_statement() {
        assertThat(read("-- a script\n\n-- flygate:ignore drop-table reason: unused since 3.1\ndrop table t;"))
                .containsExactly(List.of(new InlineSuppression("drop-table", "unused since 3.1", "", 3)));
    }

    @Test
    void several_rules_in_one_comment_and_several_comments() {
        assertThat(read("""
                        -- flygate:ignore drop-table, truncate reason: a, b
                        --flygate:ignore lock-timeout-missing
                        /* flygate:ignore opaque-sql reason: looked at */
                        drop table t;
                        """))
                .containsExactly(List.of(
                        new InlineSuppression("drop-table", "a, b", "", 1),
                        new InlineSuppression("truncate", "a, b", "", 1),
                        new InlineSuppression("lock-timeout-missing", "", "", 2),
                        new InlineSuppression("opaque-sql", "looked at", "", 3)));
    }

    @Test
    void a_comment_inside_the_statement() {
        assertThat(read("alter table t\n  -- flygate:ignore drop-column reason: x\n  drop column a;\nselect 1;"))
                .containsExactly(List.of(new InlineSuppression("drop-column", "x", "", 2)), List.of());
    }

    @Test
    void a_comment_behind_the_semicolon_belongs_to_the_statement_before_it() {
        assertThat(read("drop table t; -- flygate:ignore drop-table reason: x\nselect 1;\nselect 2;"))
                .containsExactly(List.of(new InlineSuppression("drop-table", "x", "", 1)), List.of(), List.of());
    }

    @Test
    void a_comment_behind_the_last_statement_is_found_in_the_file() {
        assertThat(read("select 1;\ndrop table t; -- flygate:ignore drop-table reason: x\n"))
                .containsExactly(List.of(), List.of(new InlineSuppression("drop-table", "x", "", 2)));
    }

    @Test
    void a_comment_behind_the_last_line_without_a_semicolon_counts_once() {
        assertThat(read("drop table t -- flygate:ignore drop-table reason: x"))
                .containsExactly(List.of(new InlineSuppression("drop-table", "x", "", 1)));
    }

    @Test
    void a_suppression_without_a_rule_is_kept() {
        assertThat(read("-- flygate:ignore\ndrop table t"))
                .containsExactly(List.of(new InlineSuppression("", "", "", 1)));
    }

    @Test
    void words_in_strings_and_other_comments_are_none() {
        assertThat(read("-- see flygate:ignore\nselect '-- flygate:ignore drop-table'"))
                .containsExactly(List.of());
    }

    @Test
    void a_file_that_is_shorter_than_its_statements_say_is_no_error() {
        Script script = Scripts.script("\n\nselect 1");
        Script odd = new Script(
                Scripts.script("").migration(),
                true,
                false,
                script.statements().stream()
                        .map(s -> new Statement(s.number(), s.sql(), s.span(), true))
                        .toList());
        assertThat(new StaticReader(Scripts.SETTINGS).read(odd).statements()).hasSize(1);
    }
}
