package io.github.flygate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.flygate.model.Finding;
import io.github.flygate.model.Status;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left when the text's suspicions and the server's answers are put together. */
@Tag("db")
class MergedFindingsTest {
    @TempDir
    private Path folder;

    private CheckedProject project = new CheckedProject(Path.of(""));

    @BeforeEach
    void newProject() {
        project = new CheckedProject(folder);
    }

    @Test
    void a_lock_that_the_text_knows_by_its_index_is_not_refuted() {
        project.base("""
                create table orders (id bigint primary key, city text);
                create index orders_city on orders (city);
                """);
        project.pending("""
                drop index orders_city;
                create index orders_city_id on orders (city, id);
                """);

        List<Finding> findings = project.check();

        assertThat(findings).noneMatch(finding -> finding.status() == Status.REFUTED);
        assertThat(findings)
                .filteredOn(finding -> finding.rule().value().equals("work-under-access-exclusive"))
                .extracting(Finding::relation)
                .containsExactly("public.orders");
    }

    @Test
    void an_index_that_is_not_there_is_still_refuted() {
        project.base("create table orders (id bigint primary key, city text);");
        project.pending("drop index if exists orders_city;");

        assertThat(project.check()).isNotEmpty().allMatch(finding -> finding.status() == Status.REFUTED);
    }

    @Test
    void work_under_several_locks_is_one_finding_about_the_table_that_is_locked_longest() {
        project.base("""
                create table orders (id bigint primary key);
                create table items (id bigint primary key);
                create table parcels (id bigint primary key);
                """);
        project.pending("""
                alter table orders add column note text;
                alter table items add column note text;
                alter table parcels add column note text;
                create index parcels_note on parcels (note);
                """);

        assertThat(project.check())
                .filteredOn(finding -> finding.rule().value().equals("work-under-access-exclusive"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.relation()).isEqualTo("public.orders");
                    assertThat(finding.evidence()).containsEntry("alsoLocked", "public.items, public.parcels");
                });
    }

    @Test
    void a_table_dropped_with_its_schema_is_not_also_a_hidden_cost() {
        project.base("""
                create schema old;
                create table old.orders (id bigint primary key);
                create table old.items (order_id bigint references old.orders);
                """);
        project.pending("drop schema old cascade;");

        assertThat(project.check())
                .filteredOn(finding -> finding.status().counts())
                .extracting(finding -> finding.rule().value(), Finding::relation)
                .contains(tuple("drop-table", "old.items"), tuple("drop-table", "old.orders"))
                .noneMatch(found -> found.toList().contains("measured-hidden-cost"));
    }

    @Test
    void rows_changed_behind_alter_table_are_work_although_the_copy_has_none() {
        project.base("create table orders (id bigint, city text);");
        project.pending("""
                alter table orders add column region text;
                update orders set region = 'north' where city = 'Oslo';
                """);

        assertThat(project.check())
                .filteredOn(finding -> finding.rule().value().equals("work-under-access-exclusive"))
                .extracting(Finding::status)
                .containsExactly(Status.CONFIRMED);
    }

    @Test
    void the_first_lock_of_a_transaction_is_one_finding_whichever_table_it_names() {
        project.base("""
                create table customers (id bigint primary key);
                create table orders (id bigint primary key, customer_id bigint references customers);
                """);
        project.pending("drop table orders;");

        assertThat(project.check())
                .filteredOn(finding -> finding.rule().value().equals("lock-timeout-missing"))
                .extracting(Finding::status)
                .containsExactly(Status.CONFIRMED);
    }
}
