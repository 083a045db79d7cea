package io.github.flygate.base;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Sequences that columns draw their values from. */
final class OwnedSequences {
    private static final String ALL = """
            select format('select pg_catalog.setval(%L, coalesce(max(%I), %s), max(%I) is not null) from %I.%I',
                          format('%I.%I', sn.nspname, s.relname), a.attname, q.seqstart, a.attname, n.nspname, t.relname)
              from pg_catalog.pg_class s
              join pg_catalog.pg_namespace sn on sn.oid = s.relnamespace
              join pg_catalog.pg_sequence q on q.seqrelid = s.oid and q.seqincrement > 0
              join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = s.oid
               and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjsubid > 0 and d.deptype in ('a', 'i')
              join pg_catalog.pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
               and a.atttypid in ('int2'::pg_catalog.regtype, 'int4'::pg_catalog.regtype, 'int8'::pg_catalog.regtype)
              join pg_catalog.pg_class t on t.oid = a.attrelid
              join pg_catalog.pg_namespace n on n.oid = t.relnamespace
             where s.relkind = 'S'
            """;

    private OwnedSequences() {}

    /** Sets each to the last value that a row of its table has: where made-up rows have moved it, it goes back. */
    static void toLast(Connection superuser) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            List<String> sets = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(ALL)) {
                while (row.next()) {
                    sets.add(row.getString(1));
                }
            }
            for (String set : sets) {
                statement.execute(set);
            }
        }
    }
}
