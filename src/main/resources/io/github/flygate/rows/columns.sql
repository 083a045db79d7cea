select a.attrelid::bigint,
       a.attnum,
       a.attname,
       format_type(a.atttypid, a.atttypmod),
       a.atttypid::bigint,
       a.atttypmod,
       a.attnotnull,
       a.attidentity::text,
       a.attgenerated::text,
       coalesce(pg_get_expr(d.adbin, d.adrelid), '')
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid
  join pg_namespace n on n.oid = c.relnamespace
  left join pg_attrdef d on a.atthasdef and d.adrelid = a.attrelid and d.adnum = a.attnum
 where a.attnum > 0
   and not a.attisdropped
   and c.relkind in ('r', 'p', 'f')
   and c.relpersistence <> 't'
   and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
 order by a.attrelid, a.attnum
