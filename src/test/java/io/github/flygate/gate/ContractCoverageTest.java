package io.github.flygate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.model.Canary.Broken;
import io.github.flygate.model.Canary.Contract;
import io.github.flygate.model.Canary.NotCovered;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a base is tried, and what is said of the rest. */
@Tag("db")
class ContractCoverageTest {
    @TempDir
    Path folder;

    private CheckedProject project;

    @BeforeEach
    void aProject() {
        project = new CheckedProject(folder);
    }

    private Contract contract(String base, String pending) {
        project.base(base);
        project.pending(pending);
        return project.report().canary().contract().orElseThrow();
    }

    @Test
    void aProcedureWithOutputIsCalledWithAPlaceForIt() {
        Contract contract = contract("""
                create procedure twice(n integer, out result integer) language plpgsql
                    as $$ begin result := 2 * n; end $$;
                """, """
                drop procedure twice(integer);
                """);
        assertThat(contract.notCovered()).isEmpty();
        assertThat(contract.broken()).extracting(Broken::sqlState).containsExactly("42883");
    }

    @Test
    void aProcedureThatCommitsIsNamedWithTheReason() {
        Contract contract = contract(
                "create procedure tidy() language plpgsql as $$ begin commit; end $$;",
                "create table other (id integer);");
        assertThat(contract.notCovered())
                .extracting(NotCovered::reason)
                .containsExactly("it ends transactions: invalid transaction termination");
    }

    @Test
    void whatTakesTooLongIsAskedOnceAndNamed() {
        Contract contract = contract("""
                create function slow() returns table (a integer, b integer, c integer, d integer) language plpgsql
                    as $$ begin perform pg_sleep(60); return query select 1, 2, 3, 4; end $$;
                """, "create table other (id integer);");
        assertThat(contract.notCovered()).extracting(NotCovered::reason).containsExactly("it takes longer than 2 s");
    }

    @Test
    void aTimeoutOfWhatWasSlowBeforeIsNoBreak() {
        Contract contract = contract("""
                create table pause (seconds float8);
                insert into pause values (0.3);
                create function slow() returns table (a integer, b integer) language plpgsql
                    as $$ begin perform pg_sleep(seconds) from pause; return query select 1, 2; end $$;
                """, """
                update pause set seconds = 60;
                create function other() returns integer language sql as 'select 1';
                """);
        assertThat(contract.broken()).isEmpty();
        assertThat(contract.notCovered())
                .extracting(NotCovered::reason)
                .containsOnly("on the migrated database it takes longer than 2 s");
    }

    @Test
    void aSlowFunctionThatGoesIsToldAtTheStatement() {
        Contract contract = contract("""
                create function slow() returns integer language plpgsql as $$ begin perform pg_sleep(0.4); return 1; end $$;
                """, """
                create table first (id integer);
                create table second (id integer);
                drop function slow();
                create table third (id integer);
                """);
        assertThat(contract.broken()).extracting(Broken::line).isEqualTo(List.of(3));
    }
}
