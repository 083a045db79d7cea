package io.github.flygate.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.flygate.fact.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The list of what conditions may ask about is made from the records themselves. */
class RuleFactsTest {
    private static final Path PAGE = Path.of("docs", "rule-facts.md");

    @Test
    void theListOfFactsIsCurrent() throws IOException {
        String expected = FactPage.text();
        if (Boolean.getBoolean("golden.update")) {
            if ("true".equals(System.getenv("CI"))) {
                fail("golden files are not updated in CI");
            }
            Files.writeString(PAGE, expected);
        }

        assertThat(Files.readString(PAGE))
                .as("%s; bring it up to date with -Dgolden.update=true", PAGE)
                .isEqualTo(expected);
    }

    @Test
    void everyNameThatAConditionMayUseIsInIt() throws IOException {
        String page = Files.readString(PAGE);
        for (String type : FactTypes.names()) {
            String section = page.split("\n## " + type + "\n", 2)[1].split("\n## ", 2)[0];
            assertThat(Components.of(FactTypes.find(type).orElseThrow()).keySet())
                    .as(type)
                    .allSatisfy(name -> assertThat(section).contains("| `" + name + "` | "));
        }
        assertThat(Components.of(Surroundings.class).keySet())
                .allSatisfy(name -> assertThat(page).contains("| `" + name + "` | "));
    }
}
