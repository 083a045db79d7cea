package io.github.flygate.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.model.FlywaySettings;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private final FlywaySettings flyway = Settings.in("filesystem:db").flyway();
    private final Names names = new Names(flyway, FlywayConfigurations.of(flyway, NamesTest.class.getClassLoader()));

    @ParameterizedTest
    @CsvSource({
        "V1__a.sql, SQL, 1, 'a'",
        "V1_1__a.sql, SQL, 1.1, 'a'",
        "V01__a.sql, SQL, 1, 'a'",
        "V1.0__a.sql, SQL, 1, 'a'",
        "V6__x.SQL, SQL, 6, 'x'",
        "V5.sql, SQL, 5, ''",
        "V4__.sql, SQL, 4, ''",
        "V13__double__sep.sql, SQL, 13, 'double  sep'",
        "V20240131.1200__x.sql, SQL, 20240131.1200, 'x'",
        "R__view.sql, REPEATABLE, '', 'view'",
        "B40__base.sql, BASELINE, 40, 'base'",
        "beforeMigrate.sql, CALLBACK, '', ''",
        "afterEachMigrate__say_so.sql, CALLBACK, '', 'say so'"
    })
    void acceptedNames(String file, Migration.Kind kind, String version, String description) {
        assertThat(names.sql(file)).hasValueSatisfying(name -> {
            assertThat(name.kind()).isEqualTo(kind);
            assertThat(Versions.normal(name.version())).isEqualTo(version);
            assertThat(name.description()).isEqualTo(description);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "v6__x.sql, prefix must be written V",
        "r__x.sql, prefix must be written R",
        "V3_.sql, no separator __",
        "V3_add_column.sql, no separator __",
        "Vabc__x.sql, could not recognise version number abc",
        "R1__x.sql, a repeatable migration has no version",
        "U1__x.sql, undo",
        "R.sql, no description",
        "V10__x.pgsql, does not end in .sql",
        "V10__x.sql.bak, does not end in .sql",
        "helper.sql, Unrecognised"
    })
    void ignoredNamesAreLookAlikesWithTheReason(String file, String reason) {
        assertThat(names.sql(file)).isEmpty();
        assertThat(names.lookAlike(file))
                .hasValueSatisfying(why -> assertThat(why).contains(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "V1__x.sql.conf", "V1__x.java", "Version.txt", "data.csv"})
    void otherFilesAreNoLookAlikes(String file) {
        assertThat(names.sql(file)).isEmpty();
        assertThat(names.lookAlike(file)).isEmpty();
    }

    @Test
    void scriptMigrationsAreKnown() {
        assertThat(names.isScriptMigration("V3__x.sh")).isTrue();
        assertThat(names.isScriptMigration("deploy.sh")).isFalse();
        assertThat(names.isScriptMigration("beforeMigrate.sh")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"V2__Load_data, JAVA, 2, Load data", "V2_1__X, JAVA, 2.1, X", "R__Refresh, REPEATABLE_JAVA, '', Refresh"
    })
    void javaClassesByName(String className, Migration.Kind kind, String version, String description) {
        assertThat(Names.java(className)).hasValueSatisfying(name -> {
            assertThat(name.kind()).isEqualTo(kind);
            assertThat(Versions.normal(name.version())).isEqualTo(version);
            assertThat(name.description()).isEqualTo(description);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Repository", "Validator", "V1Helper", "Loader"})
    void otherClassesAreNoMigrations(String className) {
        assertThat(Names.java(className)).isEmpty();
    }

    @Test
    void versionsAreKeysAsFlywayComparesThem() {
        assertThat(Stream.of("1", "01", "1.0", "1_0", "1.0.0").map(this::key)).containsOnly("1");
        assertThat(Stream.of("0", "0.0").map(this::key)).containsOnly("0");
        assertThat(List.of(key("1.10"), key("1.1"), key("10"))).doesNotHaveDuplicates();
        assertThat(MigrationVersion.fromVersion("1.10")).isGreaterThan(MigrationVersion.fromVersion("1.9"));
    }

    private String key(String version) {
        return Versions.normal(MigrationVersion.fromVersion(version));
    }
}
