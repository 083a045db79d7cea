package io.github.flygate.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleBookTest {
    @Test
    void loadsShippedRulesSortedById() {
        List<Rule> rules = RuleBook.load(Optional.empty()).rules();

        assertThat(rules).extracting(rule -> rule.id().value()).isSorted().contains("index-create-blocking");
        assertThat(rules).allSatisfy(rule -> assertThat(rule.source()).isEqualTo("rules/" + rule.id() + ".md"));
    }

    @Test
    void addsTheTeamsRules() {
        RuleBook book = RuleBook.load(Optional.of(folder("team")));

        assertThat(book.find("team-lock-timeout")).isPresent();
        assertThat(book.find("team-old-name")).isEqualTo(book.find("team-lock-timeout"));
        assertThat(book.find("index-create-blocking")).isPresent();
        assertThat(book.find("team-lock-timout")).isEmpty();
        assertThat(book.nearest("team-lock-timout")).contains("team-lock-timeout");
        assertThat(book.nearest("something-else-altogether")).isEmpty();
    }

    @Test
    void checksTheTeamsConditionsBeforeAnyFact() {
        assertThatExceptionOfType(FlygateException.class)
                .isThrownBy(() -> RuleBook.load(Optional.of(folder("wrong-condition"))))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RULE))
                .withMessageMatching("(?s).*wrong-condition/wrong-condition\\.md:11:62: when: there is no nam in table")
                .satisfies(e -> assertThat(e.hint()).startsWith("Did you mean name? table has name, kind, "));
    }

    @Test
    void saysThatTheTeamsFolderIsMissing(@TempDir Path empty) {
        assertThatExceptionOfType(FlygateException.class)
                .isThrownBy(() -> RuleBook.load(Optional.of(empty.resolve("none"))))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
    }

    @Test
    void refusesAnIdThatIsTaken(@TempDir Path folder) throws IOException {
        String text = RuleText.valid().replace("some-rule", "index-create-blocking");
        Files.writeString(folder.resolve("index-create-blocking.md"), text);

        assertThatExceptionOfType(FlygateException.class)
                .isThrownBy(() -> RuleBook.load(Optional.of(folder)))
                .withMessageContaining("index-create-blocking is taken by");
    }

    @Test
    void refusesAFileThatIsNotUtf8(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("some-rule.md"), new byte[] {'-', (byte) 0xe4, '-'});

        assertThatExceptionOfType(FlygateException.class)
                .isThrownBy(() -> RuleBook.load(Optional.of(folder)))
                .withMessageEndingWith("some-rule.md:1: the file is not UTF-8");
    }

    @Test
    void refusesAnAliasThatIsTaken() {
        Rule one = RuleText.rule("one-rule", "create_index", "true", "m");
        Rule two = RuleFile.read(RuleText.SOURCE, RuleText.with("since: 0.1.0", "since: 0.1.0", "aliases: [one-rule]"))
                .rule();

        assertThatExceptionOfType(FlygateException.class)
                .isThrownBy(() -> RuleBook.of(List.of(one, two)))
                .withMessageContaining("the id one-rule is taken by rules/one-rule.md");
    }

    @Test
    void readsTheShippedRulesOutOfAJar(@TempDir Path folder) throws Exception {
        Path jar = folder.resolve("with space.jar");
        pack(Path.of("target", "classes"), jar);
        URL[] classPath = Stream.concat(
                        Stream.of(jar),
                        Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                                .map(Path::of))
                .map(RuleBookTest::url)
                .toArray(URL[]::new);

        try (URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
            Class<?> book = loader.loadClass(RuleBook.class.getName());
            Object loaded = book.getMethod("load", Optional.class).invoke(null, Optional.empty());
            List<?> rules = (List<?>) book.getMethod("rules").invoke(loaded);

            assertThat(book.getProtectionDomain().getCodeSource().getLocation()).isEqualTo(url(jar));
            assertThat(rules).hasSameSizeAs(RuleBook.load(Optional.empty()).rules());
        }
        Files.delete(jar); // Windows refuses this while a handle is open.
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> all = Files.walk(classes)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(path).toString().replace('\\', '/')));
                Files.copy(path, out);
            }
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path folder(String name) {
        try {
            return Path.of(RuleBookTest.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
