package io.github.flygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputOptionsTest {
    @TempDir
    private Path folder;

    @Test
    void writes_one_report_to_a_file_and_another_to_the_terminal() throws Exception {
        Path sql = Files.writeString(folder.resolve("V2__note.sql"), "alter table orders add column note text;");
        Path report = folder.resolve("report.json");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintWriter(out),
                new PrintWriter(err),
                false,
                Map.of("HOME", folder.toString()));

        int code = Main.run(terminal, "lint", "-f", "json", "-o", report.toString(), "-f", "console", sql.toString());

        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(report).content().contains("\"schemaVersion\"");
        assertThat(out.toString()).contains("PASS").doesNotContain("schemaVersion");
    }
}
