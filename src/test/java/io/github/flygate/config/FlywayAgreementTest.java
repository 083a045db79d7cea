package io.github.flygate.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flygate.config.PropertyLines.Property;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.flywaydb.core.internal.configuration.ConfigUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Real Flyway reads variables and files in the same way. */
class FlywayAgreementTest {
    @ParameterizedTest
    @EnumSource(
            value = FlywayKey.class,
            mode = Mode.EXCLUDE,
            names = {"PLACEHOLDERS", "CLASS_PATH"})
    void everyKeyHasTheNameAndTheVariableOfFlyway(FlywayKey key) {
        String words = key.flywayName().replace('.', '_').replaceAll("([a-z])([A-Z])", "$1_$2");
        Map<String, String> variable = Map.of("FLYWAY_" + words.toUpperCase(Locale.ROOT), "v");

        Map<String, String> ofFlyway = ConfigUtils.environmentVariablesToPropertyMap(variable);

        assertThat(ofFlyway).isEqualTo(Map.of(key.path(), "v"));
        assertThat(EnvironmentSource.read(variable).find(key.path()))
                .hasValueSatisfying(setting -> assertThat(setting.text()).isEqualTo("v"));
    }

    @Test
    void placeholdersFromVariablesAreLowerCase() {
        Map<String, String> variable = Map.of("FLYWAY_PLACEHOLDERS_App_USER", "v");

        assertThat(ConfigUtils.environmentVariablesToPropertyMap(variable))
                .isEqualTo(Map.of("flyway.placeholders.app_user", "v"));
        assertThat(EnvironmentSource.read(variable).find("flyway.placeholders.app_user"))
                .isPresent();
    }

    @Test
    void confFilesHaveTheSameLines() throws Exception {
        String conf = """
                # comment \\
                flyway.table = C:\\tmp\\new
                flyway.initSql=a; \\
                    b; \\
                  c
                flyway.schemas=x\\
                flyway.locations=filesystem:a\\

                ! other comment
                flyway.user:joe
                flyway.placeholders.a\\b=1
                flyway.placeholders.u=caf\\u00e9
                flyway.placeholders.eq=a=b:c
                flyway.placeholders.bang=a!#b
                flyway.url
                flyway.encoding=UTF-8\\
                # no comment
                flyway.target=1\\""";
        Map<String, String> read = new HashMap<>();
        for (Property property : PropertyLines.flyway(new SourceFile(Path.of("flyway.conf"), "flyway.conf", conf))) {
            read.put(property.key(), property.value());
        }

        assertThat(read).isEqualTo(ConfigUtils.loadConfigurationFromString(conf));
    }
}
