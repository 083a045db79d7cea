package io.github.flygate.snapshot;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Hands what one role owns in a copy to another, so that the owner of one copy has no rights in any other. REASSIGN
 * OWNED alone would do it in one transaction, which for a thousand tables holds more locks than a server may have, and
 * would give away the databases that the role owns elsewhere.
 */
final class ServerOwnership {
    /** Schemas first, since a new owner must be allowed to make things where they are. */
    private static final String OBJECTS = """
            DO $do$
            DECLARE
                object record;
                done int := 0;
            BEGIN
                FOR object IN
                    SELECT CASE WHEN i.type IN ('function', 'procedure', 'aggregate') THEN 'routine'
                                WHEN i.type = 'composite type' THEN 'type'
                                WHEN i.type = 'statistics object' THEN 'statistics'
                                WHEN i.type = 'foreign-data wrapper' THEN 'foreign data wrapper'
                                ELSE i.type END AS kind, i.identity
                      FROM pg_shdepend d, pg_identify_object(d.classid, d.objid, d.objsubid) i
                     WHERE d.deptype = 'o' AND d.refclassid = 'pg_authid'::regclass
                       AND d.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
                       AND d.refobjid = (SELECT oid FROM pg_roles WHERE rolname = {from})
                       AND i.type NOT IN ('extension', 'default acl', 'user mapping')
                       -- These follow their tables.
                       AND NOT EXISTS (SELECT FROM pg_depend p, pg_class c
                                        WHERE p.classid = 'pg_class'::regclass AND p.objid = d.objid
                                          AND p.classid = d.classid AND p.refclassid = p.classid
                                          AND p.deptype IN ('a', 'i') AND c.oid = p.objid AND c.relkind = 'S')
                     ORDER BY d.classid <> 'pg_namespace'::regclass, d.objid
                LOOP
                    BEGIN
                        EXECUTE format('ALTER %s %s OWNER TO %I', object.kind, object.identity, {to});
                    EXCEPTION WHEN insufficient_privilege THEN
                        -- In a schema of somebody else's, where the new owner may make nothing.
                    END;
                    done := done + 1;
                    IF done % 50 = 0 THEN
                        COMMIT;
                    END IF;
                END LOOP;
            END
            $do$
            """;

    private static final String POLICIES = """
            DO $do$
            DECLARE
                change text;
            BEGIN
                FOR change IN
                    SELECT format('ALTER POLICY %I ON %s TO %s', p.polname, p.polrelid::regclass,
                                  (SELECT string_agg(CASE WHEN r.rolname = {from} THEN quote_ident({to})
                                                          ELSE coalesce(quote_ident(r.rolname), 'PUBLIC') END, ', ')
                                     FROM unnest(p.polroles) one LEFT JOIN pg_roles r ON r.oid = one))
                      FROM pg_policy p
                     WHERE (SELECT oid FROM pg_roles WHERE rolname = {from}) = ANY (p.polroles)
                LOOP
                    EXECUTE change;
                END LOOP;
            END
            $do$
            """;

    /** What a role has set without naming a schema replaces what everybody begins with, so that goes first. */
    private static final String DEFAULTS = """
            DO $do$
            DECLARE
                change text;
            BEGIN
                FOR change IN
                    WITH entry AS (
                        SELECT d.oid, d.defaclrole, d.defaclnamespace, d.defaclacl,
                               format('ALTER DEFAULT PRIVILEGES FOR ROLE %I ', {to})
                                   || coalesce('IN SCHEMA ' || quote_ident(n.nspname) || ' ', '') AS begin,
                               CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
                                    WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END AS kind
                          FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
                         WHERE d.defaclrole = (SELECT oid FROM pg_roles WHERE rolname = {from}))
                    SELECT sql FROM (
                        SELECT oid, 0 AS n, format('%s REVOKE ALL ON %s FROM PUBLIC, %I', begin, kind, {to}) AS sql
                          FROM entry WHERE defaclnamespace = 0
                         UNION ALL
                        SELECT oid, 1, format('%s GRANT %s ON %s TO %s%s', begin, privilege_type, kind,
                               CASE WHEN grantee = 0 THEN 'PUBLIC' WHEN grantee = defaclrole THEN quote_ident({to})
                                    ELSE quote_ident(pg_get_userbyid(grantee)) END,
                               CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
                          FROM entry, aclexplode(defaclacl)) changes
                     ORDER BY oid, n
                LOOP
                    EXECUTE change;
                END LOOP;
            END
            $do$
            """;

    private ServerOwnership() {}

    /**
     * Hands over what a base's owner has in a copy of it, to the last thing, so that the base's owner can be dropped
     * while the copy is there.
     */
    static void handOverAll(ServerLease lease, String database, String from, String to) throws SQLException {
        try (Connection inside = lease.address().connect(database)) {
            handOver(inside, from, to);
            Sql.execute(inside, "REASSIGN OWNED BY " + Sql.quoted(from) + " TO " + Sql.quoted(to));
            Sql.execute(inside, "DROP OWNED BY " + Sql.quoted(from));
        }
    }

    /** Hands over what a role owns in one database that may own others; what others own stays theirs. */
    static void handOver(ServerLease lease, String database, String from, String to) throws SQLException {
        try (Connection inside = lease.address().connect(database)) {
            handOver(inside, from, to);
        }
    }

    private static void handOver(Connection inside, String from, String to) throws SQLException {
        // Lost with the whole copy or not at all.
        Sql.execute(inside, "SET synchronous_commit = off");
        for (String sql : new String[] {OBJECTS, POLICIES, DEFAULTS}) {
            Sql.execute(inside, sql.replace("{from}", Sql.literal(from)).replace("{to}", Sql.literal(to)));
        }
    }
}
