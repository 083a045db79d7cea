package io.github.flygate.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.migration.JavaMigration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaMigrationsTest {
    private static final String SOURCE = """
            package db.migration;

            import org.flywaydb.core.api.migration.BaseJavaMigration;
            import org.flywaydb.core.api.migration.Context;

            public class V2__Load_data extends BaseJavaMigration {
                @Override
                public void migrate(Context context) {
                    Helper.help(context);
                }

                @Override
                public String toString() {
                    return "%s";
                }
            }
            """;

    private static final String HELPER = """
            package db.migration;

            class Helper {
                static void help(Object context) {}
            }
            """;

    @TempDir
    Path temporary;

    private final FlywaySettings flyway = Settings.in("classpath:db/migration").flyway();

    private GitProject project() {
        return GitProject.in(temporary.resolve("project"))
                .write("src/main/resources/db/migration/V1__a.sql", "select 1;")
                .write("src/main/java/db/migration/Helper.java", HELPER)
                .write("src/main/java/db/migration/V2__Load_data.java", SOURCE.formatted("base"));
    }

    private MigrationPlan plan(GitProject project) {
        return new MigrationFinder(Map.of()).plan(project.folder(), flyway, Optional.of("main"), Optional.empty());
    }

    @Test
    void theBasesSourceIsCompiledThoughTheHeadHasAnotherOne() throws ReflectiveOperationException {
        try (GitProject project = project()) {
            project.commit();
            project.write("src/main/java/db/migration/V2__Load_data.java", SOURCE.formatted("head"));
            MigrationPlan plan = plan(project);
            assertThat(plan.applied()).extracting(Migration::script).contains("db.migration.V2__Load_data");
            assertThat(plan.pending()).isEmpty();
            assertThat(plan.edited()).singleElement().asString().contains("Flyway does not notice");
            ClassLoader loader =
                    JavaMigrations.classLoader(project.folder(), flyway, plan.applied(), temporary.resolve("scratch"));
            List<JavaMigration> loaded = JavaMigrations.load(plan.applied(), loader);
            assertThat(loaded).singleElement().hasToString("base");
            assertThat(loaded.get(0).getVersion().getVersion()).isEqualTo("2");
            assertThat(loaded.get(0).getDescription()).isEqualTo("Load data");
        }
    }

    @Test
    void aClassOnTheConfiguredClassPathIsTaken() {
        try (GitProject project = project()) {
            project.commit();
            List<Migration> applied = plan(project).applied();
            JavaMigrations.classLoader(project.folder(), flyway, applied, temporary.resolve("scratch"));
            FlywaySettings compiled = Settings.in("classpath:db/migration")
                    .classPath(List.of(temporary.resolve("scratch/classes").toString()))
                    .flyway();
            Path unused = temporary.resolve("unused");
            ClassLoader loader = JavaMigrations.classLoader(project.folder(), compiled, applied, unused);
            assertThat(JavaMigrations.load(applied, loader)).hasSize(1);
            assertThat(unused).doesNotExist();
        }
    }

    @Test
    void whatDoesNotCompileIsNamedWithItsLine() {
        try (GitProject project = project()) {
            project.commit();
            project.write(
                    "src/main/java/db/migration/V3__Bad.java",
                    "package db.migration;\n\nclass V3__Bad extends Gone {}");
            List<Migration> pending = plan(project).pending();
            assertThatThrownBy(() ->
                            JavaMigrations.classLoader(project.folder(), flyway, pending, temporary.resolve("scratch")))
                    .isInstanceOfSatisfying(FlygateException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.MIGRATIONS);
                        assertThat(e.hint()).contains("flyway.classPath");
                    })
                    .hasMessageContaining("src/main/java/db/migration/V3__Bad.java:3");
        }
    }

    @Test
    void kotlinMustBeCompiledAndAClassMustBeAMigration() {
        try (GitProject project = project()) {
            project.commit();
            project.write("src/main/kotlin/db/migration/V3__K.kt", "package db.migration")
                    .write(
                            "src/main/java/db/migration/V4__Plain.java",
                            "package db.migration; public class V4__Plain extends Object {}");
            List<Migration> pending = plan(project).pending();
            assertThat(pending).hasSize(2);
            assertThatThrownBy(() ->
                            JavaMigrations.classLoader(project.folder(), flyway, pending, temporary.resolve("scratch")))
                    .isInstanceOf(FlygateException.class)
                    .hasMessageContaining("src/main/kotlin/db/migration/V3__K.kt:1");
            List<Migration> plain = pending.subList(1, 2);
            ClassLoader loader =
                    JavaMigrations.classLoader(project.folder(), flyway, plain, temporary.resolve("scratch"));
            assertThatThrownBy(() -> JavaMigrations.load(plain, loader))
                    .isInstanceOf(FlygateException.class)
                    .hasMessageContaining("V4__Plain cannot be used as a Java migration");
        }
    }

    @Test
    void sqlAloneNeedsNoCompiler() {
        try (GitProject project = project()) {
            project.commit();
            Path scratch = temporary.resolve("scratch");
            JavaMigrations.classLoader(
                    project.folder(), flyway, plan(project).applied().subList(0, 1), scratch);
            assertThat(Files.exists(scratch)).isFalse();
        }
    }
}
