package io.github.flygate.report;

import org.flywaydb.core.api.MigrationVersion;

/** Uses Flyway where it must not be used: a fixture for the test that the fence bites. */
public final class Trespasser {
    private Trespasser() {}

    static MigrationVersion trespass() {
        return MigrationVersion.fromVersion("1");
    }
}
