package io.github.flygate.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** CEL costs a quarter of a second to load; its checker as much again. */
class LazyLoadingTest {
    @Test
    void shippedRulesLoadWithoutCel() throws Exception {
        Set<String> loaded = classesLoadedBy(LoadOnly.class);

        assertThat(loaded).contains(RuleBook.class.getName(), RuleEngine.class.getName());
        assertThat(loaded).noneMatch(name -> name.startsWith("dev.cel."));
    }

    @Test
    void aRuleThatAlwaysAppliesNeedsNoCel() throws Exception {
        assertThat(classesLoadedBy(Always.class))
                .contains(Fingerprint.class.getName())
                .noneMatch(name -> name.startsWith("dev.cel."));
    }

    @Test
    void aConditionLoadsCelWithoutItsChecker() throws Exception {
        assertThat(classesLoadedBy(Conditional.class))
                .anyMatch(name -> name.startsWith("dev.cel.runtime."))
                .noneMatch(name -> name.startsWith("dev.cel.checker."))
                .doesNotContain("com.google.protobuf.Descriptors");
    }

    /** Loads the shipped rules. */
    public static final class LoadOnly implements Runnable {
        @Override
        public void run() {
            assertThat(new RuleEngine(RuleBook.load(Optional.empty()), 18, Map.of(), List.of()))
                    .isNotNull();
        }
    }

    /** Evaluates a rule without condition. */
    public static final class Always implements Runnable {
        @Override
        public void run() {
            Rule rule = RuleText.rule("some-rule", "create_index", "true", "{index.name}");
            assertThat(RuleEngineTest.engine(rule).evaluate(Facts.read(Facts.createIndex(false, false))))
                    .hasSize(1);
        }
    }

    /** Evaluates a rule with a condition. */
    public static final class Conditional implements Runnable {
        @Override
        public void run() {
            Rule rule = RuleText.rule("some-rule", "create_index", "table.kind in ['table']", "{index.name}");
            assertThat(RuleEngineTest.engine(rule).evaluate(Facts.read(Facts.createIndex(false, false))))
                    .hasSize(1);
        }
    }

    private static Set<String> classesLoadedBy(Class<? extends Runnable> work) throws Exception {
        Set<String> loaded = ConcurrentHashMap.newKeySet();
        try (Recording loader = new Recording(loaded::add)) {
            ((Runnable) loader.loadClass(work.getName()).getConstructor().newInstance()).run();
        }
        return loaded;
    }

    private static final class Recording extends URLClassLoader {
        private final Consumer<String> onLoad;

        Recording(Consumer<String> onLoad) {
            super(classPath(), ClassLoader.getPlatformClassLoader());
            this.onLoad = onLoad;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            onLoad.accept(name);
            return super.findClass(name);
        }

        private static URL[] classPath() {
            return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(entry -> {
                        try {
                            return Path.of(entry).toUri().toURL();
                        } catch (MalformedURLException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toArray(URL[]::new);
        }
    }
}
