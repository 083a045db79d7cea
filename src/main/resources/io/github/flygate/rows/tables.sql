-- User tables of every kind, with what decides whether and how they take rows.
select c.oid::bigint,
       n.nspname,
       c.relname,
       c.relkind::text,
       c.relispartition,
       coalesce((select min(i.inhparent::bigint) from pg_inherits i where i.inhrelid = c.oid), 0),
       coalesce(pg_get_expr(c.relpartbound, c.oid), ''),
       coalesce(p.partstrat::text, ''),
       coalesce(p.partattrs::int2[]::int[], '{}'),
       c.relrowsecurity,
       c.relforcerowsecurity,
       c.relhasrules,
       exists (select from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal),
       has_table_privilege(c.oid, 'INSERT') and has_table_privilege(c.oid, 'SELECT')
           and has_schema_privilege(n.oid, 'USAGE'),
       exists (select from pg_depend d
                where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  left join pg_partitioned_table p on p.partrelid = c.oid
 where c.relkind in ('r', 'p', 'f')
   and c.relpersistence <> 't'
   and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
 order by n.nspname, c.relname
