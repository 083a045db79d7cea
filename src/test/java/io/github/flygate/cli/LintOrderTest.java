package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.cli.CliProject.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table is made by the one file and indexed by the other: harmless in the one order, blocking in the other. */
class LintOrderTest {
    private static final String TABLE = "create table book (id bigint primary key, title text);\n";
    private static final String INDEX = "create index book_title_idx on book (title);\n";

    @TempDir
    Path temp;

    @Test
    void filesAreReadInFlywaysOrderHoweverAShellSortsThem() {
        project().file("V9__book.sql", TABLE).file("V10__book_index.sql", INDEX);

        assertThat(lint("V10__book_index.sql", "V9__book.sql").code()).isZero();
    }

    @Test
    void repeatablesComeLast() {
        project().file("R__index.sql", INDEX).file("V1__book.sql", TABLE);

        assertThat(lint("R__index.sql", "V1__book.sql").code()).isZero();
    }

    @Test
    void whereAFileIsNoMigrationTheGivenOrderCounts() {
        project().file("index.sql", INDEX).file("V1__book.sql", TABLE);

        Outcome indexFirst = lint("index.sql", "V1__book.sql");
        assertThat(indexFirst.code()).isOne();
        assertThat(indexFirst.out()).contains("index-create-blocking");
        assertThat(lint("V1__book.sql", "index.sql").code()).isZero();
    }

    private CliProject project() {
        return CliProject.in(temp);
    }

    private Outcome lint(String... files) {
        List<String> paths =
                Stream.of(files).map(file -> temp.resolve(file).toString()).toList();
        return CliProject.run(Stream.concat(Stream.of("lint"), paths.stream()).toArray(String[]::new));
    }
}
