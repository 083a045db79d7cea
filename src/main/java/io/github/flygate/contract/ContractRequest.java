package io.github.flygate.contract;

import io.github.flygate.migration.Statement;
import java.util.List;
import java.util.Set;

/**
 * What is to be tried and how.
 *
 * @param applicationRole whom the old version runs as; empty for the owner of the database
 * @param schema where its unqualified names are looked up first
 * @param timeZone of its sessions
 * @param statements the team's own
 * @param complete whether the old version runs no others
 * @param skip relations that are none of the application's, as {@code schema.name}
 * @param filled whether the base's tables should hold rows
 */
public record ContractRequest(
        String applicationRole,
        String schema,
        String timeZone,
        List<TeamStatement> statements,
        boolean complete,
        Set<String> skip,
        boolean filled) {
    public ContractRequest {
        statements = List.copyOf(statements);
        skip = Set.copyOf(skip);
    }

    /**
     * A statement of the team's.
     *
     * @param origin {@code file:line}, or {@code pg_stat_statements}
     */
    public record TeamStatement(String origin, Statement statement) {}

    /** The same on a base without made-up rows. */
    public ContractRequest unfilled() {
        return new ContractRequest(applicationRole, schema, timeZone, statements, complete, skip, false);
    }

    OldRole role() {
        String path = (schema.equals("public") ? "" : Sql.identifier(schema) + ", ") + "\"$user\", public";
        return new OldRole(applicationRole, path, timeZone);
    }
}
