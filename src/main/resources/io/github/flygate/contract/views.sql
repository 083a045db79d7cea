-- Views and materialized views of the user: columns in order, and whether rows can be written through them.
select n.nspname,
       c.relname,
       c.relkind::text,
       (pg_relation_is_updatable(c.oid, true) & 8) = 8,
       (pg_relation_is_updatable(c.oid, true) & 4) = 4,
       array(select a.attname::text
               from pg_attribute a
              where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
              order by a.attnum),
       array(select format_type(a.atttypid, null)
               from pg_attribute a
              where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
              order by a.attnum)
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('v', 'm')
   and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
   and n.nspname not like 'pg\_toast\_temp\_%'
   and n.nspname not like 'pg\_temp\_%'
   and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
 order by n.nspname, c.relname
