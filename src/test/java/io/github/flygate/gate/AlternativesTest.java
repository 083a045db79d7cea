package io.github.flygate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.model.Alternative;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form is run: it goes through, ends the finding and makes the same catalog, or it is no alternative. */
class AlternativesTest {
    private static final String TABLES = """
            create table customers (id bigint primary key, name text not null);
            insert into customers select g, 'n' || g from generate_series(1, 1000) g;
            create table orders (id bigint primary key, customer_id bigint, total numeric, note text);
            insert into orders select g, g, g, 'x' from generate_series(1, 1000) g;
            create index orders_note_idx on orders (note);
            create index orders_both_idx on orders (note, total);
            create materialized view totals as select customer_id, sum(total) as total from orders group by 1;
            create unique index on totals (customer_id);
            create domain positive as numeric;
            create table prices (id bigint primary key, price positive);
            insert into prices select g, g from generate_series(1, 1000) g;
            create type mood as enum ('good');
            create table moods (mood mood primary key);
            create table events (id bigint, at date, primary key (id, at)) partition by range (at);
            create table events_2025 partition of events for values from ('2025-01-01') to ('2026-01-01');
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "index-create-blocking | create index on orders (total)",
                "index-create-blocking | create unique index \"I\" on public.orders using btree (total) include (note) where total > 3",
                "index-create-blocking | create index on only public.orders using btree (total, note) include (id)",
                "index-drop-blocking | drop index orders_note_idx",
                "index-drop-blocking | drop index if exists orders_note_idx, public.orders_both_idx",
                "foreign-key-validating | alter table orders add foreign key (customer_id) references customers (id)",
                "foreign-key-validating | alter table orders add constraint \"C f\" foreign key (customer_id) references customers on delete cascade",
                "check-validating | alter table orders add check (total >= 0)",
                "check-validating | alter table orders add constraint c check (total >= 0 and note <> 'y'), add column more int",
                "check-validating | alter table orders add column size int check (size > 0)",
                "constraint-builds-index | alter table orders add unique (total)",
                "constraint-builds-index | alter table orders add constraint u unique (total, note) deferrable",
                "constraint-builds-index | alter table customers add column c int, add unique (id) include (name)",
                "set-not-null-scan | alter table orders alter column total set not null",
                "set-not-null-scan | alter table orders alter total set not null, alter note set not null",
                "add-column-volatile-default | alter table orders add column key uuid not null default gen_random_uuid()",
                "add-column-auto-increment | alter table orders add column number bigserial",
                "add-column-auto-increment | alter table public.orders add number serial not null",
                "rename-or-move-relation | alter table orders rename to purchases",
                "drop-column | alter table orders drop column note, drop customer_id",
                "drop-table | drop table prices",
                "lock-timeout-missing | alter table orders add column more text",
                "work-under-access-exclusive | alter table orders add column more text; update orders set more = note",
                "non-transactional-in-transaction | reindex table concurrently orders",
                "reindex-blocking | reindex table orders",
                "reindex-blocking | reindex (verbose) index orders_note_idx",
                "matview-refresh-blocking | refresh materialized view totals",
                "partition-create-locks-parent | create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01')",
                "not-valid-validated-same-tx | alter table orders add constraint k foreign key (customer_id) references customers not valid; alter table orders validate constraint k",
                "enum-value-used-same-tx | alter type mood add value 'bad'; insert into moods values ('bad')",
                "multi-table-exclusive | alter table orders add column more text; alter table customers add column more text",
                "flyway-session-state-leak | set statement_timeout = '1min'; create table fresh (id bigint primary key)",
                "flyway-mixed-statements | create table fresh (id bigint primary key); vacuum orders",
            })
    void itGoesThroughEndsTheFindingAndMakesTheSame(String rule, String sql) {
        Alternative alternative = alternative(sql + ";\n");

        assertThat(alternative.refused()).isEmpty();
        assertThat(alternative.rules()).contains(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "15"})
    void olderServersFillAColumnInAnotherWay(String postgres) {
        CheckedProject project = new CheckedProject(folder);
        project.configuration("postgres: " + postgres + "\nextensions: [pgcrypto]\n");
        project.base(TABLES);
        project.pending("alter table orders add column key float default random();\n");

        assertThat(project.alternatives()).singleElement().satisfies(alternative -> {
            assertThat(alternative.refused()).isEmpty();
            assertThat(text(alternative).contains("ctid >=")).isEqualTo(!postgres.equals("12"));
        });
    }

    @Test
    void theFilesOfAForeignKeyKeepCommentsAndSettings() {
        assertThat(text(alternative("""
                -- Orders belong to somebody.
                set local lock_timeout = '1s';

                -- The key itself.
                alter table orders
                    add constraint orders_customer_fk foreign key (customer_id) references customers (id); -- at last
                comment on table orders is 'what was bought';
                """))).isEqualTo("""
                --- V2__pending.sql
                -- Orders belong to somebody.
                set local lock_timeout = '1s';

                -- The key itself.
                alter table orders add constraint orders_customer_fk foreign key (customer_id) references customers (id) not valid; -- at last
                --- V2_1__pending_2.sql
                set local lock_timeout = '1s';
                alter table orders validate constraint orders_customer_fk;
                comment on table orders is 'what was bought';
                """);
    }

    @Test
    void aUniqueConstraintRestsOnAnIndexThatIsThere() {
        Alternative alternative = alternative("alter table orders add unique (total);\n");

        assertThat(text(alternative)).isEqualTo("""
                --- V2__pending.sql
                create unique index concurrently orders_total_key on orders (total);
                --- V2_1__pending_2.sql
                set local lock_timeout = '2s';
                alter table orders add constraint orders_total_key unique using index orders_total_key;
                """);
        assertThat(alternative.settings()).containsExactly("flyway.postgresql.transactional.lock=false");
    }

    @Test
    void aRenamedTableKeepsItsOldNameForOneRelease() {
        assertThat(text(alternative("alter table orders rename to purchases;\n")))
                .isEqualTo("""
                --- V2__pending.sql
                set local lock_timeout = '2s';
                alter table orders rename to purchases;
                create view orders as select * from purchases;
                --- later
                drop view orders;
                """);
    }

    @Test
    void theFilesGoBetweenTheirNeighbours() {
        CheckedProject project = new CheckedProject(folder);
        project.base(TABLES);
        project.pending("create index a on orders (total);\ncreate index b on orders (id, total);\n");
        project.pending("V2.1__other.sql", "comment on table orders is 'x';\n");

        assertThat(project.alternatives()).singleElement().satisfies(alternative -> {
            assertThat(alternative.refused()).isEmpty();
            assertThat(alternative.files().stream().map(Alternative.File::path).map(AlternativesTest::name))
                    .containsExactly("V2__pending.sql", "V2_0_1__pending_2.sql");
        });
    }

    @Test
    void placeholdersAndLineBreaksStay() {
        CheckedProject project = new CheckedProject(folder);
        project.configuration("flyway: { placeholders: { s: public, t: ord } }\n");
        project.base(TABLES);
        project.pending("create index i on ${s}.${t}ers (total);\r\n");

        assertThat(project.alternatives()).singleElement().satisfies(alternative -> {
            assertThat(alternative.refused()).isEmpty();
            assertThat(alternative.files().get(0).text())
                    .isEqualTo("create index concurrently i on ${s}.${t}ers (total);\r\n");
        });
    }

    @Test
    void whatTheServerRefusesIsNoAlternative() {
        CheckedProject project = new CheckedProject(folder);
        project.configuration("postgres: 15\n");
        project.base("""
                create table customers (id bigint primary key);
                create table orders (id bigint, customer_id bigint) partition by range (id);
                create table orders_1 partition of orders for values from (0) to (1000);
                """);
        project.pending("alter table orders add foreign key (customer_id) references customers (id);\n");

        assertThat(project.alternatives()).singleElement().satisfies(alternative -> {
            assertThat(alternative.refused())
                    .contains("V2__pending.sql does not go through")
                    .contains("NOT VALID");
        });
    }

    @Test
    void anotherNameIsAnotherCatalog() {
        CheckedProject project = new CheckedProject(folder);
        project.base(TABLES + "create table taken (a int constraint orders_total_check check (a > 0));\n"
                + "alter table orders add constraint orders_total_check check (total < 1e9);\n");
        project.pending("alter table orders add check (total >= 0);\n");

        assertThat(project.alternatives())
                .singleElement()
                .satisfies(alternative -> assertThat(alternative.refused()).isNotEmpty());
    }

    @Test
    void whatNobodyCanSayDifferentlyIsNamed() {
        CheckedProject project = new CheckedProject(folder);
        project.base(TABLES);
        project.pending("set local lock_timeout = '2s';\nalter table orders alter id type integer;\n");

        assertThat(project.fixes().alternatives()).isEmpty();
        assertThat(project.fixes().others()).anySatisfy(line -> assertThat(line).contains(":2: column-type-rewrite: "));
    }

    private Alternative alternative(String sql) {
        CheckedProject project = new CheckedProject(folder);
        // Nobody is asked to say differently what is only advised.
        project.configuration(
                "rules: { severity: { multi-table-exclusive: warning, flyway-session-state-leak: warning } }\n");
        project.base(TABLES);
        project.pending(sql);
        List<Alternative> alternatives = project.alternatives();
        assertThat(alternatives).hasSize(1);
        return alternatives.get(0);
    }

    private static String text(Alternative alternative) {
        assertThat(alternative.refused()).isEmpty();
        return alternative.files().stream()
                        .map(file -> "--- " + name(file.path()) + "\n" + file.text())
                        .collect(Collectors.joining())
                + alternative.later().stream()
                        .map(file -> "--- later\n" + file.text())
                        .collect(Collectors.joining());
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
