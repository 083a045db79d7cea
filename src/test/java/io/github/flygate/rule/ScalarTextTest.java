package io.github.flygate.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flygate.model.FlygateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A mistake in a condition is named where it stands in the file, however YAML writes the condition. */
class ScalarTextTest {
    private static final String MISTAKE = "indx";

    @TempDir
    Path folder;

    static List<String> spellings() {
        return List.of(
                "when: indx.unique",
                "when: index.unique && indx.unique",
                "when:   \"indx.unique\"",
                "when: \"index.name == \\\"a\\\" && indx.unique\"",
                "when: \"index.name == '\\u0061' && indx.unique\"",
                "when: 'index.name == ''a'' && indx.unique'",
                "when: |\n  index.unique &&\n  indx.unique",
                "when: >-\n  index.unique &&\n  indx.unique",
                "when: \"index.unique &&\n  indx.unique\"",
                "when: 'index.unique   \n    && indx.unique'",
                "when: index.unique\n  && indx.unique",
                "when: \"index.name != 'ü' && indx.unique\"",
                "\"when\": \"indx.unique\"");
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void namesTheCharacterThatIsWrong(String spelling) throws Exception {
        String text = RuleText.with("when: \"!index.concurrently\"", spelling.split("\n", -1));
        Files.writeString(folder.resolve("some-rule.md"), text);
        String before = text.substring(0, text.indexOf(MISTAKE));
        long line = before.chars().filter(letter -> letter == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');

        FlygateException thrown =
                catchThrowableOfType(FlygateException.class, () -> RuleBook.load(Optional.of(folder)));

        assertThat(thrown.getMessage()).endsWith("some-rule.md:" + line + ":" + column + ": when: there is no indx");
        assertThat(thrown.hint()).startsWith("Did you mean index? ");
    }
}
