package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.cli.Program.Ended;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code mvn -q exec:java} in a shell: the pipeline gets flygate's exit code, and the log ends with what flygate says. */
@DisabledOnOs(OS.WINDOWS)
class MavenExecTest {
    @TempDir
    Path temp;

    @Test
    void passIsZero() {
        CliProject.in(temp).file("V1__book.sql", "create table book (id bigint primary key);\n");

        Ended ended = exec("lint " + temp.resolve("V1__book.sql"));

        assertThat(ended.code()).as(ended.toString()).isZero();
        assertThat(ended.said()).endsWith("PASS: no findings  (exit code 0)\n");
    }

    @Test
    void findingsAreOneAndTheReportIsNotFollowedByMavensWords() {
        CliProject.in(temp).file("V2__index.sql", "create index book_title_idx on book (title);\n");

        Ended ended = exec("lint " + temp.resolve("V2__index.sql"));

        assertThat(ended.code()).as(ended.toString()).isOne();
        assertThat(ended.said())
                .endsWith("(exit code 1)\n")
                .contains("index-create-blocking")
                .doesNotContain("[ERROR]", "BUILD FAILURE");
    }

    @Test
    void wrongUseIsTwo() {
        assertThat(exec("lint --bse main").code()).isEqualTo(2);
    }

    @Test
    void whatCouldNotBeLookedAtIsThree() {
        Ended ended = exec("lint " + temp.resolve("V1__gone.sql"));

        assertThat(ended.code()).as(ended.toString()).isEqualTo(3);
        assertThat(ended.said()).startsWith("flygate: error: cannot read ").doesNotContain("[ERROR]");
    }

    /** In a shell, whose own exit code is the pipeline's. */
    private static Ended exec(String arguments) {
        return Program.run(
                Program.CHECKOUT,
                Map.of("ARGUMENTS", arguments),
                "sh",
                "-e",
                "-c",
                "./mvnw -q -B -ntp -Pfast exec:java -Dexec.args=\"$ARGUMENTS\"");
    }
}
