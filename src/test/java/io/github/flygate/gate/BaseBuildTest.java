package io.github.flygate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("db")
class BaseBuildTest {
    @Test
    void names_all_roles_to_configure_when_the_migrations_make_them(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("flygate.yml"), "postgres: 15");
        CheckedProject project = new CheckedProject(folder);
        project.base("""
                do $$ begin
                  if not exists (select from pg_roles where rolname = 'reporter') then
                    create role reporter nologin;
                  end if;
                end $$;
                do $$ begin
                  if not exists (select from pg_roles where rolname = 'auditor') then
                    create user auditor;
                  end if;
                end $$;
                """);
        project.pending("select 1;");

        assertThatThrownBy(project::check)
                .isInstanceOf(FlygateException.class)
                .hasMessageContaining("permission denied to create role")
                .satisfies(e -> assertThat(((FlygateException) e).hint()).contains("roles: [auditor, reporter]"));
    }
}
