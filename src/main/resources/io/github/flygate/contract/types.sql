-- Enums of the user with their labels, and domains with the type they are made of.
select n.nspname,
       t.typname,
       t.typtype::text,
       array(select e.enumlabel::text from pg_enum e where e.enumtypid = t.oid order by e.enumsortorder),
       case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod) else '' end
  from pg_type t
  join pg_namespace n on n.oid = t.typnamespace
 where t.typtype in ('e', 'd')
   and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
   and n.nspname not like 'pg\_temp\_%'
   and not exists (select from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')
 order by n.nspname, t.typname
