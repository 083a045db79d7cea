package io.github.flygate.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flygate.model.FlygateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseTest {
    @ParameterizedTest
    @CsvSource({"12,12,12.22", "15,15,15.19", "18,18,18.6", "16.2.0,16,16.2", "17.4,17,17.4", "12.8.0,12,12.8"})
    void a_major_version_is_a_fixed_release_and_a_full_one_is_taken_as_it_is(String wanted, int major, String server) {
        Release release = Release.of(wanted);

        assertThat(release.major()).isEqualTo(major);
        assertThat(release.server()).isEqualTo(server);
        assertThat(release.version()).startsWith(server + ".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.6.24", "11", "19", "latest", "", "18.6.0; rm"})
    void other_versions_are_refused_by_name(String wanted) {
        assertThatThrownBy(() -> Release.of(wanted))
                .isInstanceOf(FlygateException.class)
                .hasMessageContaining("postgres: " + wanted + " is not");
    }

    @Test
    void platforms_are_named_as_the_binaries_are() {
        assertThat(Platform.of("Linux", "amd64", false).name()).isEqualTo("linux-amd64");
        assertThat(Platform.of("Linux", "aarch64", true).name()).isEqualTo("linux-arm64v8-alpine");
        assertThat(Platform.of("Mac OS X", "aarch64", false).name()).isEqualTo("darwin-arm64v8");
        assertThat(Platform.of("Windows 11", "amd64", false)).isEqualTo(new Platform("windows-amd64", true));
        assertThatThrownBy(() -> Platform.of("Linux", "s390x", false))
                .isInstanceOf(FlygateException.class)
                .hasMessageContaining("s390x");
        assertThatThrownBy(() -> Platform.of("SunOS", "amd64", false))
                .isInstanceOf(FlygateException.class)
                .hasMessageContaining("SunOS");
    }
}
