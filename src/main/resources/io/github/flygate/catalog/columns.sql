with recursive constrained as (
    select t.oid
      from pg_type t
     where t.typtype = 'd'
       and (t.typnotnull or exists (select from pg_constraint k where k.contypid = t.oid))
    union
    select t.oid
      from constrained o
      join pg_type t on t.typtype = 'd' and t.typbasetype = o.oid
)
select a.attrelid::bigint,
       a.attnum,
       a.attname,
       format_type(a.atttypid, a.atttypmod),
       a.attnotnull,
       a.attidentity::text,
       a.attgenerated::text,
       coalesce(pg_get_expr(d.adbin, d.adrelid), ''),
       a.attcollation::bigint,
       o.oid is not null,
       a.atttypid::bigint || ' ' || a.atttypmod
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid
  join pg_namespace n on n.oid = c.relnamespace
  left join constrained o on o.oid = a.atttypid
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
 where a.attnum > 0
   and not a.attisdropped
   and c.relkind in ('r', 'p', 'v', 'm', 'f')
   and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
   and n.nspname not like 'pg\_toast\_temp\_%'
