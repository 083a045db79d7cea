-- Every object of the user as text: its kind, its identity, its definition. Built-in functions alone are called, with
-- pg_catalog as search path, so that all names come out qualified.
with user_schema as (
    select oid, nspname
      from pg_namespace
     where nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
       and nspname not like 'pg\_temp\_%'
       and nspname not like 'pg\_toast\_temp\_%'
), relation as (
    select c.*, n.nspname || '.' || c.relname as name
      from pg_class c
      join user_schema n on n.oid = c.relnamespace
)
select 'schema', nspname, coalesce(array_to_string(nspacl, ','), '')
  from pg_namespace
 where oid in (select oid from user_schema)
union all
select case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
                    when 'f' then 'foreign table' when 'c' then 'type' else 'table' end,
       name,
       concat_ws(' ', case when relkind in ('v', 'm') then pg_get_viewdef(oid) end, relpersistence,
                 array_to_string(reloptions, ','),
                 case when relrowsecurity then 'row security' end,
                 case when relforcerowsecurity then 'forced' end,
                 case when relreplident <> 'd' then 'replica identity ' || relreplident::text end,
                 pg_get_partkeydef(oid), pg_get_expr(relpartbound, oid))
  from relation
 where relkind in ('r', 'p', 'v', 'm', 'S', 'f', 'c')
union all
select 'column', r.name || '.' || a.attname,
       concat_ws(' ', format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end,
                 nullif(a.attidentity::text, ''), nullif(a.attgenerated::text, ''), pg_get_expr(d.adbin, d.adrelid),
                 (select l.collname from pg_collation l where l.oid = a.attcollation),
                 array_to_string(a.attacl, ','))
  from pg_attribute a
  join relation r on r.oid = a.attrelid
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
 where a.attnum > 0 and not a.attisdropped and r.relkind in ('r', 'p', 'v', 'm', 'f', 'c')
union all
select 'privileges of', name, array_to_string(relacl, ',')
  from relation
 where relacl is not null
union all
select 'index', r.name,
       pg_get_indexdef(i.indexrelid) || case when i.indisvalid then '' else ' INVALID' end
  from pg_index i
  join relation r on r.oid = i.indexrelid
union all
select 'constraint', coalesce(r.name, n.nspname || '.' || t.typname) || '.' || k.conname,
       pg_get_constraintdef(k.oid) || case when k.convalidated then '' else ' NOT VALID' end
  from pg_constraint k
  join user_schema n on n.oid = k.connamespace
  left join relation r on r.oid = k.conrelid
  left join pg_type t on t.oid = k.contypid
 where k.contype in ('p', 'u', 'c', 'x', 'f')
union all
select 'trigger', r.name || '.' || t.tgname, pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text
  from pg_trigger t
  join relation r on r.oid = t.tgrelid
 where not t.tgisinternal
union all
select 'rule', r.name || '.' || w.rulename, pg_get_ruledef(w.oid)
  from pg_rewrite w
  join relation r on r.oid = w.ev_class
 where w.rulename <> '_RETURN'
union all
select 'policy', r.name || '.' || p.polname,
       concat_ws(' ', p.polcmd, p.polpermissive::text, p.polroles::regrole[]::text,
                 pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
  from pg_policy p
  join relation r on r.oid = p.polrelid
union all
select case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end,
       n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
       concat_ws(' ', case when p.prokind = 'a' then pg_get_function_result(p.oid) else pg_get_functiondef(p.oid) end,
                 array_to_string(p.proacl, ','))
  from pg_proc p
  join user_schema n on n.oid = p.pronamespace
union all
select 'type', n.nspname || '.' || t.typname,
       concat_ws(' ', t.typtype, case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod) end,
                 case when t.typnotnull then 'not null' end, t.typdefault,
                 (select string_agg(e.enumlabel, ',' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid))
  from pg_type t
  join user_schema n on n.oid = t.typnamespace
 where t.typtype in ('e', 'd', 'r')
union all
select 'statistics', n.nspname || '.' || s.stxname, pg_get_statisticsobjdef(s.oid)
  from pg_statistic_ext s
  join user_schema n on n.oid = s.stxnamespace
union all
select 'sequence settings of', r.name,
       concat_ws(' ', format_type(s.seqtypid, null), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcycle)
  from pg_sequence s
  join relation r on r.oid = s.seqrelid
union all
select 'comment on', (pg_identify_object(d.classoid, d.objoid, d.objsubid)).type || ' '
       || (pg_identify_object(d.classoid, d.objoid, d.objsubid)).identity, d.description
  from pg_description d
 where d.objoid >= 16384
union all
select 'extension', extname, extversion
  from pg_extension
