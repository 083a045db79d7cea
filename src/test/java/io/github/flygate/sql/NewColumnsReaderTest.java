package io.github.flygate.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.fact.NewColumns;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NewColumnsReaderTest {
    private static List<String> read(String sql) {
        return new StaticReader(Scripts.SETTINGS)
                .read(Scripts.script("V1__t.sql", sql, true)).statements().stream()
                        .flatMap(statement -> statement.facts().stream())
                        .filter(fact -> fact.fact() instanceof NewColumns)
                        .map(fact -> (NewColumns) fact.fact())
                        .map(columns -> columns.table().name() + ": " + columns.columns() + ", " + columns.type()
                                + (columns.key() ? ", key" : "") + ", " + columns.numbering())
                        .toList();
    }

    @Test
    void putsColumnsOfOneTypeTogether() {
        assertThat(read("create table t (id serial primary key, b timestamp(3), a timestamp, c numeric(10, 2)[])"))
                .containsExactly(
                        "public.t: id, integer, key, serial",
                        "public.t: a, b, timestamp without time zone, none",
                        "public.t: c, numeric[], none");
    }

    @Test
    void tellsAKeyFromAPartOfOne() {
        assertThat(read("create table t (a int, b bigint generated always as identity, primary key (a, b))"))
                .containsExactly("public.t: a, integer, none", "public.t: b, bigint, identity");
    }

    @Test
    void putsTheActionsOfOneStatementTogether() {
        assertThat(read("alter table t add a json, drop column c, add column b json, add d bigserial primary key"))
                .containsExactly("public.t: a, b, json, none", "public.t: d, bigint, key, serial");
    }

    @Test
    void leavesOutWhatIsCopiedTemporaryOrForeign() {
        assertThat(read("create table p partition of t for values in (1); create table l (like t);"
                        + "create temp table s (id int primary key); create table a as select 1 as id;"
                        + "create foreign table f (id int) server s"))
                .isEmpty();
    }
}
