package io.github.flygate.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flygate.migration.Migration;
import io.github.flygate.migration.MigrationFinder;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import io.github.flygate.snapshot.Database;
import io.github.flygate.snapshot.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What to do when the server lacks what production has. */
final class FailureTextTest {
    @Test
    void a_role_that_may_not_be_made_has_a_way_out() {
        String old = FailureText.remedy("permission denied to create role");
        String from16 = FailureText.remedy("""
                permission denied to create role
                  Detail: Only roles with the CREATEROLE attribute may create roles.""");

        assertThat(old).contains("roles:", "postgres: 16").isEqualTo(from16);
    }

    @Test
    @Tag("db")
    void a_placeholder_without_a_value_is_told_with_its_place() {
        Migration migration = MigrationFinder.file(
                "db/V2__clerk.sql",
                Path.of("db/V2__clerk.sql"),
                """
                create table t (id int);
                comment on table t is '${clerk}';
                """.getBytes(StandardCharsets.UTF_8),
                FlywaySettings.defaults());
        try (Database database = TestServer.of("18").fresh()) {
            BaseMigrator migrator = new BaseMigrator(Path.of("."), FlywaySettings.defaults(), "UTC");
            assertThatThrownBy(() -> migrator.apply(database.owner(), List.of(migration), List.of()))
                    .isInstanceOfSatisfying(FlygateException.class, e -> {
                        assertThat(e.getMessage())
                                .isEqualTo("the base cannot be built: db/V2__clerk.sql: placeholder ${clerk} has no"
                                        + " value");
                        assertThat(e.hint()).isEqualTo("add `clerk: …` under flyway.placeholders in flygate.yml");
                    });
        }
    }

    @Test
    void a_role_or_extension_that_is_missing_is_a_line_to_add() {
        assertThat(FailureText.remedy("role \"clerk\" does not exist")).contains("roles: [clerk]");
        assertThat(FailureText.remedy("permission denied to create extension \"hstore\""))
                .contains("extensions: [hstore]");
        assertThat(FailureText.remedy("syntax error at or near \"x\"")).isEmpty();
    }
}
