package io.github.flygate.trace;

import static org.assertj.core.api.Assertions.assertThat;

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
    void a_role_or_extension_that_is_missing_is_a_line_to_add() {
        assertThat(FailureText.remedy("role \"clerk\" does not exist")).contains("roles: [clerk]");
        assertThat(FailureText.remedy("permission denied to create extension \"hstore\""))
                .contains("extensions: [hstore]");
        assertThat(FailureText.remedy("syntax error at or near \"x\"")).isEmpty();
    }
}
