package io.github.flygate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryFilesTest {
    @ParameterizedTest
    @CsvSource({
        "'', db/V1__x.sql, db/V1__x.sql",
        "services/orders, db/V1__x.sql, services/orders/db/V1__x.sql",
        "services/orders, ../shared/V1__x.sql, services/shared/V1__x.sql",
        "services/orders, ./db//V1__x.sql, services/orders/db/V1__x.sql",
        "services, ../../V1__x.sql, ../V1__x.sql",
        "'', ../../V1__x.sql, ../../V1__x.sql",
        "services, /tmp/V1__x.sql, /tmp/V1__x.sql",
        "services, C:/tmp/V1__x.sql, C:/tmp/V1__x.sql",
    })
    void aPathBeginsAtTheTopOfTheRepository(String folder, String file, String expected) {
        assertThat(new RepositoryFiles(folder).path(file)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "db/V1__a b#c?d%e.sql, db/V1__a%20b%23c%3Fd%25e.sql",
        "db/V1__größe.sql, db/V1__gr%C3%B6%C3%9Fe.sql",
        "javascript:alert(1), javascript%3Aalert(1)",
        "<stdin>, %3Cstdin%3E",
        "/tmp/V1__x.sql, file:///tmp/V1__x.sql",
        "C:/tmp/V1__x.sql, file:///C:/tmp/V1__x.sql",
    })
    void aUriHoldsNoCharacterThatMeansSomethingElse(String file, String expected) {
        assertThat(new RepositoryFiles("").uri(file)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a%20b", "[a]", "a\\b", "a|b\u0001\ud83d\ude00", "a:b/c", "\"", "^`{}"})
    void aUriLeadsBackToTheFile(String file) {
        assertThat(URI.create(new RepositoryFiles("top").uri(file)).getPath()).isEqualTo("top/" + file);
    }
}
