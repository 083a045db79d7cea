package io.github.flygate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.github.flygate.fact.Fact;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The directions between packages, and the one place of each third-party library. */
class ArchitectureTest {
    private static final String ROOT = "io.github.flygate.";

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.flygate");

    /** Package to those of ours it may use. */
    private static final Map<String, List<String>> LAYERS = Map.ofEntries(
            Map.entry("model", List.of()),
            Map.entry("config", List.of("model")),
            Map.entry("migration", List.of("model")),
            Map.entry("csv", List.of("model")),
            Map.entry("fact", List.of("model")),
            Map.entry("sql", List.of("model", "migration", "fact")),
            Map.entry("fix", List.of("model", "migration", "sql")),
            Map.entry("snapshot", List.of("model", "config")),
            Map.entry("base", List.of("model", "config", "migration", "history", "snapshot", "trace", "rows")),
            Map.entry("catalog", List.of()),
            Map.entry("trace", List.of("model", "migration", "snapshot", "catalog", "fact")),
            Map.entry("rows", List.of("model")),
            Map.entry("contract", List.of("model", "migration", "snapshot", "catalog", "trace", "fact", "rows")),
            Map.entry("history", List.of("model", "csv", "migration", "fact")),
            Map.entry("init", List.of()),
            Map.entry("junit", List.of("model", "config", "snapshot", "base")),
            Map.entry("rule", List.of("model", "fact")),
            Map.entry(
                    "gate",
                    List.of(
                            "model",
                            "config",
                            "csv",
                            "migration",
                            "fact",
                            "sql",
                            "fix",
                            "snapshot",
                            "base",
                            "trace",
                            "contract",
                            "history",
                            "rule")),
            Map.entry("report", List.of("model")),
            Map.entry("github", List.of("model", "report")),
            Map.entry(
                    "cli",
                    List.of(
                            "model",
                            "config",
                            "migration",
                            "snapshot",
                            "base",
                            "history",
                            "init",
                            "rule",
                            "gate",
                            "report",
                            "github")));

    /** Packages of a library to those of ours that may use it. */
    private static final Map<String, List<String>> FENCES = Map.ofEntries(
            Map.entry("org.flywaydb..", List.of("migration", "trace", "contract", "history")),
            Map.entry("org.eclipse.jgit..", List.of("migration")),
            Map.entry("net.sf.jsqlparser..", List.of("sql")),
            Map.entry("org.pgcodekeeper..", List.of("sql")),
            Map.entry("org.antlr..", List.of("sql")),
            Map.entry("org.testcontainers..", List.of("snapshot")),
            Map.entry("com.github.dockerjava..", List.of("snapshot")),
            Map.entry("eu.maveniverse..", List.of("snapshot")),
            Map.entry("org.eclipse.aether..", List.of("snapshot")),
            Map.entry("org.apache.commons..", List.of("snapshot")),
            Map.entry("org.commonmark..", List.of("report")),
            Map.entry("org.tukaani..", List.of("snapshot")),
            Map.entry(
                    "org.postgresql..",
                    List.of("snapshot", "catalog", "trace", "rows", "base", "contract", "history", "junit")),
            Map.entry(
                    "java.sql..",
                    List.of("snapshot", "catalog", "trace", "rows", "base", "contract", "history", "junit")),
            Map.entry("org.junit..", List.of("junit")),
            Map.entry("dev.cel..", List.of("rule")),
            Map.entry("com.google..", List.of("rule")),
            Map.entry("org.yaml..", List.of("config", "rule")),
            Map.entry("org.tomlj..", List.of("config")),
            Map.entry("com.fasterxml..", List.of("report", "history", "github")),
            Map.entry("java.net.http..", List.of("github")),
            Map.entry("picocli..", List.of("cli")));

    static Stream<String> packages() {
        return LAYERS.keySet().stream().sorted();
    }

    static Stream<String> libraries() {
        return FENCES.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void a_package_uses_only_those_below_it(String name) {
        String[] allowed = Stream.concat(LAYERS.get(name).stream(), Stream.of(name))
                .map(allowedName -> ROOT + allowedName + "..")
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .onlyDependOnClassesThat(
                        DescribedPredicate.not(resideIn("io.github.flygate..")).or(resideIn(allowed)))
                .check(PRODUCTION);
    }

    @Test
    void every_package_has_its_place() {
        assertThat(PRODUCTION.stream()
                        .map(type -> type.getPackageName().substring(ROOT.length()))
                        .map(name -> name.replaceAll("\\..*", "")))
                .isSubsetOf(LAYERS.keySet());
    }

    @Test
    void packages_form_no_cycle() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(PRODUCTION);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void a_library_is_used_in_its_place_alone(String library) {
        fence(library).check(PRODUCTION);
    }

    @Test
    void the_fence_bites() {
        JavaClasses trespasser = new ClassFileImporter().importClasses(io.github.flygate.report.Trespasser.class);

        assertThatThrownBy(() -> fence("org.flywaydb..").check(trespasser))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Trespasser");
    }

    @Test
    void only_the_command_line_ends_the_process_and_writes_to_its_streams() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "cli..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(PRODUCTION);
    }

    @Test
    void facts_are_flat() {
        for (Class<?> fact : Fact.class.getPermittedSubclasses()) {
            assertFlat(fact);
        }
    }

    private static void assertFlat(Class<?> record) {
        assertThat(record.isRecord()).as(record.getName()).isTrue();
        for (RecordComponent component : record.getRecordComponents()) {
            Class<?> type = component.getType();
            if (type.isRecord()) {
                assertFlat(type);
            } else {
                assertThat(List.of(String.class, long.class, boolean.class, List.class))
                        .as(record.getSimpleName() + "." + component.getName())
                        .contains(type);
            }
        }
    }

    private static ArchRule fence(String library) {
        String[] allowed =
                FENCES.get(library).stream().map(name -> ROOT + name + "..").toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage("io.github.flygate..")
                .and()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static DescribedPredicate<JavaClass> resideIn(String... packages) {
        return JavaClass.Predicates.resideInAnyPackage(packages).as("reside in " + Arrays.toString(packages));
    }
}
