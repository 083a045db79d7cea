package io.github.flygate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.flygate.contract.ChangeCase;
import io.github.flygate.contract.ChangeCases;
import io.github.flygate.rule.RuleBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Flygate says of each change of the table what servers showed. The whole table is in {@code target/changes.md}
 * afterwards; {@code -Dflygate.changes.postgres=12} takes another server.
 */
@Tag("db")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangesVerdictTest {
    private static final String POSTGRES = System.getProperty("flygate.changes.postgres", "18");

    private final RuleBook book = RuleBook.load(Optional.empty());
    private final List<String> rows = new ArrayList<>();

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyChangeGetsTheVerdictThatItDeserves() {
        return ChangeCases.all().stream()
                .filter(change -> change.appliesTo(Integer.parseInt(POSTGRES)))
                .map(change -> dynamicTest(change.title(), () -> verify(change)));
    }

    private void verify(ChangeCase change) throws IOException {
        ChangeVerdict verdict = ChangeVerdict.of(change, POSTGRES, Files.createTempDirectory(folder, "change"), book);
        rows.add(verdict.row());
        assertThat(verdict.difference()).as(change.source()).isEmpty();
    }

    @AfterAll
    void writeTable() throws IOException {
        long same = rows.stream().filter(row -> row.startsWith("|  |")).count();
        List<String> lines = new ArrayList<>();
        lines.add("PostgreSQL " + POSTGRES + ": " + same + " of " + rows.size() + " as they should be");
        lines.add("");
        lines.add("|  | place | change | expected | got | first statement | SQLSTATE |");
        lines.add("|---|---|---|---|---|---|---|");
        lines.addAll(rows);
        Files.write(Path.of("target/changes.md"), lines);
    }
}
