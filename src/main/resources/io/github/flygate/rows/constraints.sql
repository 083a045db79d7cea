-- Foreign keys and checks of tables, and checks of domains. A column is named as pg_get_expr sees it from its table.
select k.conname,
       k.contype::text,
       k.conrelid::bigint,
       k.contypid::bigint,
       k.confrelid::bigint,
       coalesce(k.conkey, '{}')::int[],
       coalesce(k.confkey, '{}')::int[],
       k.condeferrable,
       k.confmatchtype::text,
       k.convalidated,
       case when k.contype = 'c' then coalesce(pg_get_expr(k.conbin, k.conrelid), '') else '' end
  from pg_constraint k
  join pg_namespace n on n.oid = k.connamespace
 where k.contype in ('c', 'f')
   and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
   -- A key to a partitioned table is kept once more for each of its partitions.
   and not exists (select from pg_constraint p where p.oid = k.conparentid and p.conrelid = k.conrelid)
 order by k.conrelid, k.contypid, k.conname
