package io.github.flygate.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.migration.Script;
import io.github.flygate.migration.Statement;
import io.github.flygate.model.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RobustnessTest {
    private static final Script EMPTY = Scripts.script("");

    private static StatementReading read(String sql) {
        Statement statement = new Statement(0, sql, Span.line("f", 1), true);
        return new StaticReader(Scripts.SETTINGS)
                .read(new Script(EMPTY.migration(), true, false, List.of(statement)))
                .statements()
                .get(0);
    }

    @Test
    void cut_shuffled_and_scribbled_statements_are_read_or_not_and_never_throw() throws IOException {
        List<String> statements = StatementTableTest.cases()
                .flatMap(one -> Scripts.split(one.sql(), "x").stream())
                .map(Statement::sql)
                .toList();
        Random random = new Random(20261122);
        for (int i = 0; i < 500; i++) {
            String sql = mutate(statements.get(random.nextInt(statements.size())), random);
            StatementReading reading = read(sql);
            assertThat(reading.facts()).as(sql).isNotEmpty();
            assertThat(reading.says().read())
                    .as(sql)
                    .isEqualTo(reading.problem().isEmpty());
        }
    }

    private static String mutate(String sql, Random random) {
        List<String> words = new ArrayList<>(List.of(sql.split("(?<=\\W)|(?=\\W)", -1)));
        int at = random.nextInt(words.size());
        switch (random.nextInt(5)) {
            case 0 -> words.remove(at);
            case 1 -> words.add(at, words.get(random.nextInt(words.size())));
            case 2 ->
                words.add(
                        at,
                        List.of("'", "$$", "(", ")", "/*", "\0", "E'\\", ",", "\uD800")
                                .get(random.nextInt(9)));
            case 3 -> words.subList(at, words.size()).clear();
            default -> words.set(at, "using");
        }
        return String.join("", words);
    }

    @Test
    void deep_nesting_ends_in_time() {
        int depth = 20_000;
        for (String sql : List.of(
                "select " + "(".repeat(depth) + "1" + ")".repeat(depth),
                "alter table t add c int default " + "(".repeat(depth) + "1" + ")".repeat(depth),
                "alter table t add constraint c check (" + "not ".repeat(depth) + "a)",
                "select " + "case when ".repeat(2000))) {
            long start = System.nanoTime();
            StatementReading reading = read(sql);
            assertThat(reading.facts()).isNotEmpty();
            assertThat(System.nanoTime() - start).isLessThan(40_000_000_000L);
        }
    }

    @Test
    void an_insert_of_many_rows_is_read_without_showing_them_to_a_grammar() {
        String rows = "(1, 'abc', -2.5, null, now(), true), ".repeat(20_000) + "(2, 'x', 1, 2, default, false)";
        StatementReading reading = read("insert into t (a, b, c, d, e, f) values " + rows + " on conflict do nothing");
        assertThat(reading.problem()).isEmpty();
        assertThat(FactText.of(reading)).containsExactly("insert public.t", "  insert public.t");
        assertThat(read("insert into t values (1, " + "2), (3, ".repeat(2_000) + "4")
                        .says()
                        .read())
                .isFalse();
    }

    @Test
    void nothing_but_comments_is_not_read() {
        assertThat(read("").says().read()).isFalse();
        assertThat(read("-- nothing\n;").problem()).isEqualTo("nothing but comments");
    }
}
