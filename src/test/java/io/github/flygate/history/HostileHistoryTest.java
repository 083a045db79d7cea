package io.github.flygate.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flygate.history.HistoryFile.Format;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that anybody may have written is a history or is refused with its line; nothing in it is obeyed. */
class HostileHistoryTest {
    private static final String HEADER = "installed_rank,version,description,type,script,checksum,success\n";
    private static final String ROW = row("1", "\"1\"", "\"a\"", "\"SQL\"", "1", "true");
    private static final String FACTS =
            "{\"schemaVersion\":1,\"kind\":\"facts\",\"exportedAt\":\"2026-11-01T00:00:00Z\",\"postgres\":\"18.6\",";

    @TempDir
    Path folder;

    private static String row(
            String rank, String version, String description, String type, String checksum, String success) {
        return "{\"installed_rank\":" + rank + ",\"version\":" + version + ",\"description\":" + description
                + ",\"type\":" + type + ",\"script\":\"s\",\"checksum\":" + checksum + ",\"success\":" + success + "}";
    }

    private static HistoryFile read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static HistoryFile read(byte[] bytes) {
        return HistoryFile.of("h", bytes);
    }

    private static String info(String migration) {
        return "{\n\"migrations\": [\n" + migration + "\n]}";
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("nothing", "", "h is empty"),
                Arguments.of("blanks", " \n\t\n", "h is empty"),
                Arguments.of("a mark alone", "\ufeff", "h is empty"),
                Arguments.of("a zero byte", HEADER + "1,1,\0,SQL,s,1,t\n", "h is no text: it holds a zero byte"),
                Arguments.of("prose", "no history here\n", "h:1: is no history: neither JSON nor CSV"),
                Arguments.of("HTML", "<html><body>401</body></html>", "h:1: is no history: neither JSON nor CSV"),
                Arguments.of(
                        "psql's table",
                        " json_agg \n----------\n [{\"a\":1}]\n(1 row)\n",
                        "h:1: is no history: neither"),
                Arguments.of(
                        "missing columns",
                        "installed_rank,version,description,type\n1,1,a,SQL\n",
                        "h:1: has no column script, checksum, success"),
                Arguments.of("columns in capitals", HEADER.toUpperCase(java.util.Locale.ROOT), "h:1: is no history"),
                Arguments.of("a column twice", "version," + HEADER, "h:1: has the column version twice"),
                Arguments.of("too few fields", HEADER + "1,1,a,SQL\n", "h:2: 4 fields where the first line names 7"),
                Arguments.of("too many", HEADER + "1,1,a,SQL,s,1,t,x\n", "h:2: 8 fields where the first line names 7"),
                Arguments.of("a word for a rank", HEADER + "one,1,a,SQL,s,1,t\n", "h:2: installed_rank is \"one\""),
                Arguments.of("no rank", HEADER + ",1,a,SQL,s,1,t\n", "h:2: installed_rank is empty"),
                Arguments.of("a fraction", HEADER + "1,1,a,SQL,s,1.5,t\n", "h:2: checksum is \"1.5\""),
                Arguments.of("a power", HEADER + "1,1,a,SQL,s,1E+09,t\n", "h:2: checksum is \"1E+09\""),
                Arguments.of("33 bits", HEADER + "1,1,a,SQL,s,4294967295,t\n", "h:2: checksum is \"4294967295\""),
                Arguments.of(
                        "a very long number",
                        HEADER + "1,1,a,SQL,s," + "9".repeat(5000) + ",t\n",
                        "h:2: checksum is \"" + "9".repeat(40) + "…\""),
                Arguments.of("a rank twice", HEADER + "1,1,a,SQL,s,1,t\n1,2,b,SQL,s,1,t\n", "h:3: a second row with"),
                Arguments.of("neither true nor false", HEADER + "1,1,a,SQL,s,1,yes\n", "h:2: success is \"yes\""),
                Arguments.of("no type", HEADER + "1,1,a,,s,1,t\n", "h:2: type is empty"),
                Arguments.of("an open quote", HEADER + "1,1,\"a\nb,SQL,s,1,t\n", "h:2: a quoted field begins here"),
                Arguments.of("text behind quotes", HEADER + "1,1,\"a\"b,SQL,s,1,t\n", "h:2: text behind the end"),
                Arguments.of("a line of commas", HEADER + ",".repeat(100_000), "h:2: more than 1664 fields"),
                Arguments.of("only commas", ",".repeat(1600), "h:1: is no history"),
                Arguments.of("JSON cut off", "[" + ROW + ",\n{\"installed_rank\":", "h:2: ends in the middle"),
                Arguments.of("a text cut off", "[{\"installed_rank\": 1, \"version\": \"1", "h:1: ends in the middle"),
                Arguments.of("no JSON", "[" + ROW + ",\n oops]", "h:2: is no JSON: Unrecognized token 'oops'"),
                Arguments.of("a comma too many", "[" + ROW + ",]", "h:1: is no JSON"),
                Arguments.of(
                        "an escape alone", "[{\"version\":\"\u001b\"}]", "h:1: is no JSON: Illegal unquoted character"),
                Arguments.of("deep", "[".repeat(100_000), "h:1: something else where an object"),
                Arguments.of("deep in a row", "[{\"a\":" + "[".repeat(100_000), "h:1: is nested too deeply"),
                Arguments.of("deep objects", "{\"a\":".repeat(100_000), "h:1: is nested too deeply"),
                Arguments.of(
                        "a name without end", "[{\"" + "a".repeat(5000) + "\":1}]", "h:1: is nested too deeply or"),
                Arguments.of("numbers", "[1, 2]", "h:1: something else where an object"),
                Arguments.of("another object", "{\"a\": 1}", "h:1: is no history: an object with none of the names"),
                Arguments.of("an empty object", "{}", "h:1: is no history: an object with none of the names"),
                Arguments.of(
                        "an object without all", "{\"version\": \"1\"}", "h:1: a row without installed_rank, desc"),
                Arguments.of(
                        "a name twice", "[{\"type\":\"a\",\n\"type\":\"b\"}]", "h:2: type stands twice in one object"),
                Arguments.of(
                        "a version that is a number",
                        "[" + row("1", "1.10", "\"a\"", "\"SQL\"", "1", "true") + "]",
                        "h:1: version is 1.10 without quotes"),
                Arguments.of(
                        "an array for a value",
                        "[" + row("1", "[\"1\"]", "\"a\"", "\"SQL\"", "1", "true") + "]",
                        "h:1: version is no plain value"),
                Arguments.of(
                        "a zero character",
                        "[" + row("1", "\"1\"", "\"a\\u0000b\"", "\"SQL\"", "1", "true") + "]",
                        "h:1: description holds a zero character"),
                Arguments.of(
                        "a huge number",
                        "[" + row("1", "\"1\"", "\"a\"", "\"SQL\"", "1" + "0".repeat(10_000), "true") + "]",
                        "h:1: is nested too deeply or holds a text too long"),
                Arguments.of("two arrays", "[" + ROW + "]\n[]", "h:2: something behind the end"),
                Arguments.of("rows and info", ROW + "\n{\"migrations\":[]}", "h:2: something behind the end"),
                Arguments.of(
                        "an error of Flyway",
                        "{\"error\":{\"errorCode\":\"ERROR\",\"message\":\"no\\nconnection\"}}",
                        "h:1: holds an error of Flyway and no history: no\nconnection"),
                Arguments.of("several results", "{\"individualResults\":[]}", "h:1: holds the results of several"),
                Arguments.of("what migrate prints", info("{\"version\":\"1\"}"), "h:3: a migration without state"),
                Arguments.of(
                        "an unknown state",
                        info("{\"version\":\"1\",\"state\":\"Fine\",\"type\":\"SQL\"}"),
                        "h:3: a migration in state \"Fine\", which Flyway does not have"),
                Arguments.of(
                        "facts without rows", FACTS + "\"history\":{}}", "h:1: is no history: kind, schemaVersion"),
                Arguments.of(
                        "facts of others", "{\"history\":{\"rows\":[]}}", "h:1: is no history: kind, schemaVersion"),
                Arguments.of(
                        "facts of later",
                        FACTS.replace(":1,", ":2,") + "\"history\":{\"rows\":[]}}",
                        "h:1: has schemaVersion 2, and this flygate reads 1"),
                Arguments.of(
                        "facts of no time",
                        FACTS.replace("2026-11-01T00", "yesterday") + "\"history\":{\"rows\":[]}}",
                        "h:1: exportedAt is"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefusedWithItsLine(String what, String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(FlygateException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.HISTORY);
                    assertThat(refusal.hint()).isNotBlank();
                })
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void whatADescriptionSaysIsOnlyText(String description) {
        String quoted = '"' + description.replace("\"", "\"\"") + '"';
        HistoryRow fromCsv =
                read(HEADER + "1,1," + quoted + ",SQL,s,1,t\n").rows().get(0);
        assertThat(fromCsv.description()).isEqualTo(description);

        HistoryExport export = new HistoryExport(
                new HistoryFile.Taken(java.time.Instant.EPOCH, "18.6", description, description), List.of(fromCsv));
        HistoryFile again = read(export.json());
        assertThat(again.rows()).containsExactly(fromCsv);
        assertThat(again.taken()).contains(export.taken());
    }

    static Stream<String> texts() {
        return Stream.of(
                "=cmd|' /C calc'!A0",
                "@SUM(1+1)*cmd|'/C calc'!A0",
                "'); DROP TABLE flyway_schema_history; --",
                "a\"b,c\r\nd\n\re",
                "\u001b[31mred\u001b[0m ::error::x ##[error]",
                "\u202eright to left\u2028line",
                "ünïcode 𝄞",
                " blanks around ",
                "${jndi:ldap://example.org/a}",
                "\\. \\N NULL",
                "");
    }

    @Test
    void anUnknownTypeIsKept() {
        assertThat(read(HEADER + "1,1,a,UNDO_SQL,s,1,t\n").rows().get(0).type()).isEqualTo("UNDO_SQL");
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void isReadInTheEncodingsThatShellsWrite(String what, String mark, Charset charset) throws IOException {
        for (String text : List.of(HEADER + "1,1,ä,SQL,s,,f\r\n", "[" + ROW.replace("\"a\"", "\"ä\"") + "]")) {
            Path file = folder.resolve("h");
            Files.write(file, (mark + text).getBytes(charset));
            assertThat(HistoryFile.read(file).rows())
                    .extracting(HistoryRow::description)
                    .containsExactly("ä");
        }
    }

    static Stream<Arguments> encodings() {
        return Stream.of(
                Arguments.of("UTF-8", "", StandardCharsets.UTF_8),
                Arguments.of("UTF-8 with a mark", "\ufeff", StandardCharsets.UTF_8),
                Arguments.of("UTF-16 little endian", "\ufeff", StandardCharsets.UTF_16LE),
                Arguments.of("UTF-16 big endian", "\ufeff", StandardCharsets.UTF_16BE));
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        byte[] random = new byte[10_000];
        new Random(1).nextBytes(random);
        assertRefused(random, "h is no text");
        assertRefused((HEADER + "1,1,ä,SQL,s,1,t\n").getBytes(StandardCharsets.ISO_8859_1), "h is no text in UTF-8");
        assertRefused((HEADER + "1,1,a,SQL,s,1,t\n").getBytes(StandardCharsets.UTF_16LE), "h is no text: it holds a");
        assertRefused(new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) 0xd8}, "h is no text in UTF-16");
        for (int seed = 0; seed < 200; seed++) {
            byte[] garbage = new byte[200];
            new Random(seed).nextBytes(garbage);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(("[" + ROW + ",").getBytes(StandardCharsets.UTF_8));
            all.writeBytes(garbage);
            assertThatThrownBy(() -> read(all.toByteArray())).isInstanceOf(FlygateException.class);
        }
    }

    private static void assertRefused(byte[] bytes, String message) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(FlygateException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aFileThatIsTooLargeIsRefusedBeforeItIsUnderstood() throws IOException {
        Path file = folder.resolve("large.csv");
        Files.write(file, new byte[FileText.MOST_BYTES + 1]);
        assertThatThrownBy(() -> HistoryFile.read(file))
                .isInstanceOf(FlygateException.class)
                .hasMessageEndingWith("large.csv has more than 64 MB, and no history has");
    }

    @Test
    void oneRowTooManyIsRefused() {
        String csv = IntStream.rangeClosed(1, HistoryRows.MOST + 1)
                .mapToObj(rank -> rank + ",1,a,SQL,s,1,t\n")
                .collect(Collectors.joining("", HEADER, ""));
        assertThatThrownBy(() -> read(csv))
                .isInstanceOf(FlygateException.class)
                .hasMessage("h:100002: more than 100000 rows, and no history has");
    }

    @Test
    void millionsOfNamesThatNobodyWantsAreNotKept() {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; json.length() < 30_000_000; i++) {
            json.append("\"n").append(i).append("\":0,\n");
        }
        assertThatThrownBy(() -> read(json.append("\"x\":0}").toString()))
                .isInstanceOf(FlygateException.class)
                .hasMessageStartingWith("h:1: is no history");
    }

    @Test
    void anEmptyTableIsAHistoryWithoutRows() {
        assertThat(read(HEADER).rows()).isEmpty();
        assertThat(read("[]").format()).isEqualTo(Format.ROWS);
        assertThat(read("{\"migrations\": []}").format()).isEqualTo(Format.INFO);
        assertThat(read(FACTS + "\"later\":{\"x\":[1]},\"history\":{\"rows\":[]}}")
                        .format())
                .isEqualTo(Format.FACTS);
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThatThrownBy(() -> HistoryFile.read(folder.resolve("no.csv")))
                .isInstanceOf(FlygateException.class)
                .hasMessage("there is no file " + folder.resolve("no.csv"));
        assertThatThrownBy(() -> HistoryFile.read(folder))
                .isInstanceOf(FlygateException.class)
                .hasMessage(folder + " is a folder");
    }

    @Test
    void saysWhatItIs() {
        assertThat(read(HEADER + "1,1,a,SQL,s,1,t\n").says()).isEqualTo("h (CSV, 1 row)");
        assertThat(read("{\"migrations\": []}").says())
                .isEqualTo("h (the output of flyway info, 0 rows, without checksums, paths of scripts, ranks)");
        assertThat(read(FACTS + "\"history\":{\"schema\":\"s\",\"table\":\"t\",\"rows\":[]}}")
                        .says())
                .isEqualTo("h (an export of flygate, 0 rows of s.t, taken 2026-11-01T00:00:00Z)");
    }
}
