package io.github.flygate.config;

import static io.github.flygate.config.TestProject.printed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flygate.config.ConfigLoader.Options;
import io.github.flygate.config.ConfigLoader.Options.Given;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    @TempDir
    Path folder;

    private TestProject project;

    @BeforeEach
    void project() {
        project = new TestProject(folder);
    }

    private static Options options(
            Optional<Path> file, Optional<String> ref, Optional<String> version, String... names) {
        List<Given> values = new ArrayList<>();
        ref.ifPresent(text -> values.add(new Given("base.ref", text, "--base")));
        version.ifPresent(text -> values.add(new Given("base.version", text, "--base-version")));
        return new Options(file, values, List.of(), Map.of(), Arrays.asList(names));
    }

    @Test
    void aFolderThatIsNotThereIsAMistakeOfUse() {
        assertThatThrownBy(() -> new ConfigLoader(Map.of()).load(folder.resolve("nowhere"), Options.none()))
                .isInstanceOf(FlygateException.class)
                .hasMessageEndingWith("nowhere: there is no such folder")
                .extracting(e -> ((FlygateException) e).code())
                .isEqualTo(ErrorCode.USAGE);
    }

    @Test
    void aFileIsNoProjectFolder() throws Exception {
        Path file = Files.writeString(folder.resolve("x.sql"), "");

        assertThatThrownBy(() -> new ConfigLoader(Map.of()).load(file, Options.none()))
                .hasMessageEndingWith("x.sql is no folder");
    }

    @Test
    void anotherConfigurationFileMayBeNamed() throws Exception {
        project.file("flygate.yml", "postgres: 14");
        Path other = Files.writeString(folder.resolve("other.yml"), "postgres: 15");

        GateConfig config = project.load(options(Optional.of(other), Optional.empty(), Optional.empty()))
                .get(0);

        assertThat(printed(config, "postgres")).containsExactly("15 @ other.yml:1");
        FlygateException failure =
                project.failure(options(Optional.of(folder.resolve("no.yml")), Optional.empty(), Optional.empty()));
        assertThat(failure).hasMessageStartingWith("option --config: there is no file ");
        assertThat(failure.code()).isEqualTo(ErrorCode.USAGE);
    }

    @Test
    void onlyOneKindOfBaseCanBeGiven() {
        FlygateException failure = project.failure(options(Optional.empty(), Optional.of("main"), Optional.of("4")));

        assertThat(failure).hasMessage("options --base and --base-version exclude each other");
        assertThat(failure.code()).isEqualTo(ErrorCode.USAGE);
    }

    @Test
    void databasesCanBeChosen() {
        project.file("flygate.yml", "databases: { orders: {}, billing: {}, users: {} }");

        assertThat(project.load(options(Optional.empty(), Optional.empty(), Optional.empty(), "users", "billing")))
                .extracting(GateConfig::name)
                .containsExactly("billing", "users");
        FlygateException failure =
                project.failure(options(Optional.empty(), Optional.empty(), Optional.empty(), "order"));
        assertThat(failure).hasMessage("option --database: unknown database \"order\"; did you mean \"orders\"?");
        assertThat(failure.code()).isEqualTo(ErrorCode.USAGE);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theCacheIsChosenByOptionVariableFileAndSystemInThisOrder() {
        project.variable("XDG_CACHE_HOME", "/xdg");
        assertThat(printed(project.load(), "cache")).containsExactly("/xdg/flygate @ environment XDG_CACHE_HOME");

        project.file("flygate.yml", "cache: ~/mine");
        assertThat(printed(project.load(), "cache")).containsExactly("/home/somebody/mine @ flygate.yml:1");

        project.variable("FLYGATE_CACHE", "/from/variable");
        assertThat(printed(project.load(), "cache")).containsExactly("/from/variable @ environment FLYGATE_CACHE");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void everySystemHasItsUsualCacheFolder() {
        Path home = Path.of("/h");

        assertThat(CacheFolder.usual(Map.of(), "Linux", home).folder()).isEqualTo(Path.of("/h/.cache/flygate"));
        assertThat(CacheFolder.usual(Map.of(), "Mac OS X", home).folder())
                .isEqualTo(Path.of("/h/Library/Caches/flygate"));
        assertThat(CacheFolder.usual(Map.of("LOCALAPPDATA", "/l"), "Windows 11", home)
                        .folder())
                .isEqualTo(Path.of("/l/flygate"));
        assertThat(CacheFolder.usual(Map.of("XDG_CACHE_HOME", "relative"), "Linux", home)
                        .folder())
                .isEqualTo(Path.of("/h/.cache/flygate"));
    }
}
