package io.github.flygate.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that say one thing to a compiler and another to a hasty reader. */
class JavaTextTest {
    private static final int LONG = 1_000_000;

    private static JavaText migrate(String body) {
        return JavaText.of("class V1__X { public void migrate(Context c) throws Exception {" + body + "} }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "// a();\n", "/* } a(); */", " return; ", ";;", "/**/;// \"\n"})
    void nothingIsNothing(String body) {
        assertThat(migrate(body).migratesNothing()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a();",
                "/* */ a(); /* */",
                "// \n a();",
                "String s = \"// \"; a();",
                "char c = '\"'; a(); // \"",
                "return; a();",
                "{ a(); }",
                "// \\u000a a();\n",
                "} void migrate() { a();"
            })
    void somethingIsSomething(String body) {
        assertThat(migrate(body).migratesNothing()).isFalse();
    }

    @Test
    void literalsAreReadWithTheirEscapes() {
        JavaText text = JavaText.of("a(\"x \\\" /* y\", 'c', \"\"\"\n  drop \"table\" x\"\"\"); // \"create\"");
        assertThat(text.code()).isEqualTo("a(\"\", \"\", \"\");");
        assertThat(text.literals()).hasSize(3);
        assertThat(text.ddl()).isEqualTo("drop");
        assertThat(JavaText.of("a(\"update drop_reasons set created = 1\")").ddl())
                .isEmpty();
    }

    static Stream<String> endless() {
        return Stream.of(
                "/*" + "*".repeat(LONG),
                "\"" + "\\".repeat(LONG),
                "\"\"\"" + "x".repeat(LONG),
                "'".repeat(LONG + 1),
                "class V1__X { void migrate(C c) {" + "; ".repeat(LONG),
                "void migrate(".repeat(LONG / 10),
                "getChecksum() {".repeat(LONG / 10),
                "abstract class V1__X implements ".repeat(LONG / 10));
    }

    @ParameterizedTest
    @MethodSource("endless")
    void whatNeverEndsIsReadInTime(String source) {
        JavaText text = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            JavaText read = JavaText.of(source);
            read.checksum();
            read.ddl();
            return read;
        });
        assertThat(text.migratesNothing()).isFalse();
    }
}
