-- Types that a column can have, without the row types of tables. A multirange has its range as element; the catalog of
-- PostgreSQL 12 and 13 does not know the column that says so.
select t.oid::bigint,
       n.nspname,
       t.typname,
       format_type(t.oid, null),
       t.typtype::text,
       t.typcategory::text,
       case when t.typtype = 'd' then t.typbasetype
            when t.typtype = 'r' then r.rngsubtype
            when t.typtype = 'm' then m.rngtypid
            when t.typcategory = 'A' and t.typlen = -1 then t.typelem
            else 0
       end::bigint,
       t.typtypmod,
       case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod) else '' end,
       t.typnotnull,
       coalesce((select array_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid),
                '{}')::text[],
       coalesce((select array_agg(a.atttypid::bigint order by a.attnum) from pg_attribute a
                  where t.typtype = 'c' and a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped),
                '{}')::bigint[],
       coalesce((select array_agg(a.atttypmod order by a.attnum) from pg_attribute a
                  where t.typtype = 'c' and a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped),
                '{}')::int[]
  from pg_type t
  join pg_namespace n on n.oid = t.typnamespace
  left join pg_class c on c.oid = t.typrelid
  left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
  left join pg_class ec on ec.oid = e.typrelid
  left join pg_range r on r.rngtypid = t.oid
  left join pg_range m on t.typtype = 'm' and (to_jsonb(m) ->> 'rngmultitypid')::oid = t.oid
 where t.typtype in ('b', 'd', 'e', 'r', 'm', 'c')
   and coalesce(c.relkind, 'c') = 'c'
   and coalesce(ec.relkind, 'c') = 'c'
   and n.nspname not in ('information_schema', 'pg_toast')
