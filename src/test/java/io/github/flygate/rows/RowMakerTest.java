package io.github.flygate.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.rows.Outcome.Made;
import io.github.flygate.rows.Outcome.Unmade;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("db")
class RowMakerTest {
    @ParameterizedTest
    @ValueSource(ints = {12, 15, 18})
    void every_table_ends_in_a_row_or_in_a_reason_and_is_left_as_it_was(int postgres) throws SQLException {
        try (Rows rows = Rows.hostile(postgres)) {
            rows.fill(200);
            Map<String, String> before = rows.content();
            Set<String> unmade = new TreeSet<>();
            rows.owner().setAutoCommit(false);
            RowSchema schema = RowSchema.read(rows.owner());
            RowMaker maker = new RowMaker(rows.owner(), schema);
            for (RowTable table : schema.tables().values()) {
                for (Variant variant : Variant.values()) {
                    if (!table.name().startsWith("parts_") && maker.make(table, variant) instanceof Unmade reason) {
                        assertThat(reason.reason()).isNotBlank().doesNotContain("\n");
                        unmade.add(table.name());
                    }
                }
            }
            rows.owner().commit();
            rows.owner().setAutoCommit(true);

            assertThat(unmade)
                    .containsExactly(
                            "boolkey",
                            "expr",
                            "expr1",
                            "hard_a",
                            "hard_b",
                            "hard_child",
                            "impossible",
                            "nopart",
                            "refused",
                            "rls");
            assertThat(rows.content()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 18})
    void the_rows_that_it_points_at_come_first(int postgres) throws SQLException {
        String base = """
                create table country (code char(2) primary key);
                create table customer (id bigint generated always as identity primary key, country char(2) not null references country);
                create table address (customer bigint not null references customer, street text, primary key (customer, street));
                """;
        try (Rows rows = Rows.on(postgres, base)) {
            assertThat(((Made) rows.insert("address", Variant.FULL)).before()).hasSize(2);
            assertThat(((Made) rows.insert("address", Variant.LOW)).before()).isEmpty();
            assertThat(((Made) rows.insert("address", Variant.TWIN)).before()).isEmpty();
            assertThat(rows.value("select count(*) from address")).isEqualTo("3");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 18})
    void a_circle_is_broken_by_a_null_or_by_what_is_checked_later(int postgres) throws SQLException {
        try (Rows rows = Rows.hostile(postgres)) {
            assertThat(rows.insert("ring_b", Variant.FULL)).isInstanceOf(Made.class);
            assertThat(rows.insert("def_a", Variant.FULL)).isInstanceOf(Made.class);
            assertThat(rows.insert("def_b", Variant.MANDATORY)).isInstanceOf(Made.class);
            assertThat(rows.insert("hard_a", Variant.FULL)).isInstanceOf(Unmade.class);
        }
    }

    @Test
    void full_uses_what_the_types_have_room_for_and_mandatory_only_what_it_must() throws SQLException {
        String base = """
                create table t (id serial primary key, i int, b bigint not null, s smallint default 1, v varchar(12),
                                x text, n numeric(6, 2), u text not null unique)
                """;
        try (Rows rows = Rows.on(18, base)) {
            rows.insert("t", Variant.FULL);
            assertThat(rows.value("select i > 32767 and b > 2147483647 and length(v) = 12 and length(x) > 300"
                            + " and n > 9000 and id > 32767 from t"))
                    .isEqualTo("t");
            Made mandatory = (Made) rows.insert("t", Variant.MANDATORY);
            assertThat(mandatory.values()).extracting(Assignment::column).containsExactly("b", "u");
            rows.execute("delete from t");
            Made full = (Made) rows.insert("t", Variant.FULL);
            rows.execute("delete from t");
            Made twin = (Made) rows.insert("t", Variant.TWIN);
            assertThat(twin.values().stream().filter(value -> !full.values().contains(value)))
                    .extracting(Assignment::column)
                    .containsExactly("id", "u");
        }
    }
}
