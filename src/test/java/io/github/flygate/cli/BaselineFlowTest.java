package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.cli.CliProject.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings that are accepted by a file. */
@Tag("db")
class BaselineFlowTest {
    private static final String DROP = "set local lock_timeout = '2s';\nalter table book drop column title;\n";

    @TempDir
    Path temp;

    private CliProject project;
    private Path baseline;

    @BeforeEach
    void aBranchThatDropsAColumn() {
        project = CliProject.withBase(temp).migration("V2__drop_title.sql", DROP);
        baseline = temp.resolve("flygate-baseline.txt");
    }

    private Outcome run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(1, List.of(project.folder().toString(), "--base", "main", "--cache", CliProject.CACHE));
        return CliProject.run(all.toArray(String[]::new));
    }

    @Test
    void whatIsAcceptedFailsNoMoreEvenWhenLinesHaveMoved() throws IOException {
        assertThat(run("check").code()).isEqualTo(1);

        Outcome accepted = run("baseline");
        assertThat(accepted.code()).as(accepted.toString()).isZero();
        assertThat(accepted.out()).contains("flygate-baseline.txt: ").contains(" removed");
        assertThat(baseline).content().contains("\tdrop-column\t", "V2__drop_title.sql");

        project.migration("V2__drop_title.sql", "-- a comment\n\n" + DROP.replace("drop column", "DROP\n  COLUMN"));
        Outcome checked = run("check");
        assertThat(checked.code()).as(checked.toString()).isZero();
        assertThat(checked.out()).doesNotContain("no such finding any more");
    }

    @Test
    void whatIsNewFails() {
        run("baseline");
        project.migration("V3__drop_book.sql", "set local lock_timeout = '2s';\ndrop table book;\n");

        Outcome checked = run("check");

        assertThat(checked.code()).isEqualTo(1);
        assertThat(checked.out()).contains("V3__drop_book.sql").doesNotContain("V2__drop_title.sql:2\n");
    }

    @Test
    void whatIsGoneIsSaidAndRemovedByAnUpdate() throws IOException {
        run("baseline");
        project.migration(
                "V2__drop_title.sql", "set local lock_timeout = '2s';\ncreate table desk (id bigint primary key);\n");

        Outcome checked = run("check");
        assertThat(checked.code()).as(checked.toString()).isZero();
        assertThat(checked.words())
                .contains("flygate-baseline.txt: no such finding any more: ")
                .contains("flygate baseline --update removes it");

        Outcome refused = run("baseline");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("is there already").contains("--update");
        Outcome updated = run("baseline", "--update");
        assertThat(updated.out()).contains(": 0 findings accepted, 0 of them new");
        assertThat(Files.readAllLines(baseline)).allMatch(line -> line.startsWith("#"));
    }

    @Test
    void aFailureThatIsAcceptedIsNoPass() {
        project.migration("V2__drop_title.sql", "select 1 / 0;\n");
        assertThat(run("baseline").err()).contains("not all pending migrations of default went through");

        assertThat(run("check").code()).isEqualTo(3);
    }

    @Test
    void aLineThatIsNoEntryIsNamed() throws IOException {
        Files.writeString(baseline, "# mine\ndrop-column V2\n");

        Outcome checked = run("check");

        assertThat(checked.code()).isEqualTo(2);
        assertThat(checked.err())
                .contains("flygate-baseline.txt:2: no entry of a baseline")
                .doesNotContain("\tat ");
    }
}
