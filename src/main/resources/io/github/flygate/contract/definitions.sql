-- Every object of the user as text: its kind, its identity, its definition, and the relation it belongs to. Built-in
-- functions alone are called, with pg_catalog as search path, so that all names come out qualified. Whatever the order of
-- statements decides (OIDs, the order of columns, of grants) is left out. Rights that were granted and taken back again
-- leave the default ones behind in writing, which are none.
with user_schema as (
    select oid, nspname, nspacl, nspowner
      from pg_namespace
     where nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
       and nspname not like 'pg\_temp\_%'
       and nspname not like 'pg\_toast\_temp\_%'
), relation as (
    select c.*, n.nspname || '.' || c.relname as name
      from pg_class c
      join user_schema n on n.oid = c.relnamespace
), owned_sequence as (
    select d.objid as oid, min(r.name) as owner, min(r.name || '.' || a.attname) as owning_column
      from pg_depend d
      join relation r on r.oid = d.refobjid
      join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
     where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
     group by d.objid
), extension_member as (
    select classid, objid from pg_depend where deptype = 'e' and refclassid = 'pg_extension'::regclass
), database_owner as (
    select datdba as oid from pg_database where datname = current_database()
)
select 'schema', nspname,
       nullif((select string_agg(a::text, ',' order by a::text) from unnest(nspacl) a),
              (select string_agg(a::text, ',' order by a::text) from unnest(acldefault('n', nspowner)) a)), ''
  from user_schema
union all
select case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
                    when 'f' then 'foreign table' when 'c' then 'type' else 'table' end,
       name,
       concat_ws(' ', case when relkind in ('v', 'm') then pg_get_viewdef(r.oid) end,
                 -- A sequence of a table follows it, from PostgreSQL 15 on.
                 case when relpersistence <> 'p' and o.oid is null then 'unlogged' end,
                 array_to_string(reloptions, ','),
                 case when relrowsecurity then 'row security' end,
                 case when relforcerowsecurity then 'forced' end,
                 case when relreplident <> 'd' then 'replica identity ' || relreplident::text end,
                 pg_get_partkeydef(r.oid), pg_get_expr(relpartbound, r.oid),
                 (select 'inherits ' || string_agg(i.inhparent::regclass::text, ',' order by i.inhseqno)
                    from pg_inherits i
                   where i.inhrelid = r.oid),
                 (select 'of ' || format_type(reloftype, null) where reloftype <> 0),
                 (select 'server ' || s.srvname || ' ' || array_to_string(f.ftoptions, ',')
                    from pg_foreign_table f
                    join pg_foreign_server s on s.oid = f.ftserver
                   where f.ftrelid = r.oid)),
       case when relkind = 'S' then coalesce(o.owner, name) else name end
  from relation r
  left join owned_sequence o on o.oid = r.oid
 where relkind in ('r', 'p', 'v', 'm', 'S', 'f', 'c')
union all
select 'column', r.name || '.' || a.attname,
       concat_ws(' ', format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end,
                 nullif(a.attidentity::text, ''), nullif(a.attgenerated::text, ''),
                 'default ' || pg_get_expr(d.adbin, d.adrelid),
                 (select 'collate ' || l.collname
                    from pg_collation l
                   where l.oid = a.attcollation and a.attcollation <> t.typcollation),
                 case when a.attstorage <> t.typstorage then 'storage ' || a.attstorage::text end,
                 -- Until PostgreSQL 16 -1 meant that there is none.
                 'statistics ' || nullif(a.attstattarget, -1),
                 array_to_string(a.attoptions, ','),
                 (select string_agg(p::text, ',' order by p::text) from unnest(a.attacl) p)),
       r.name
  from pg_attribute a
  join relation r on r.oid = a.attrelid
  join pg_type t on t.oid = a.atttypid
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
 where a.attnum > 0 and not a.attisdropped and r.relkind in ('r', 'p', 'v', 'm', 'f', 'c')
union all
select 'privileges of', name, now, owner
  from (select r.name, coalesce(o.owner, r.name) as owner,
               (select string_agg(a::text, ',' order by a::text) from unnest(r.relacl) a) as now,
               (select string_agg(a::text, ',' order by a::text)
                  from unnest(acldefault(case when r.relkind = 'S' then 's' else 'r' end::"char", r.relowner)) a) as usual
          from relation r
          left join owned_sequence o on o.oid = r.oid
         where r.relacl is not null) granted
 where now is distinct from usual
union all
select 'owner of', r.name, pg_get_userbyid(r.relowner), coalesce(o.owner, r.name)
  from relation r
  left join owned_sequence o on o.oid = r.oid
 where r.relkind in ('r', 'p', 'v', 'm', 'S', 'f', 'c') and r.relowner <> (select oid from database_owner)
union all
select 'owner of', 'schema ' || nspname, pg_get_userbyid(nspowner), ''
  from user_schema
 where nspowner <> (select oid from database_owner)
union all
select 'owner of', 'function ' || n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
       pg_get_userbyid(p.proowner), ''
  from pg_proc p
  join user_schema n on n.oid = p.pronamespace
 where p.proowner <> (select oid from database_owner)
   and not exists (select from extension_member m where m.classid = 'pg_proc'::regclass and m.objid = p.oid)
union all
select 'index', r.name,
       pg_get_indexdef(i.indexrelid) || case when i.indisvalid then '' else ' INVALID' end
       || case when i.indisclustered then ' CLUSTERED' else '' end
       || case when i.indisreplident then ' REPLICA IDENTITY' else '' end,
       t.name
  from pg_index i
  join relation r on r.oid = i.indexrelid
  join relation t on t.oid = i.indrelid
union all
select 'constraint', coalesce(r.name, n.nspname || '.' || t.typname) || '.' || k.conname,
       pg_get_constraintdef(k.oid) || case when k.convalidated then '' else ' NOT VALID' end,
       coalesce(r.name, '')
  from pg_constraint k
  join user_schema n on n.oid = k.connamespace
  left join relation r on r.oid = k.conrelid
  left join pg_type t on t.oid = k.contypid
 where k.contype in ('p', 'u', 'c', 'x', 'f') or k.contype = 'n' and not k.convalidated
union all
select 'trigger', r.name || '.' || t.tgname, pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text, r.name
  from pg_trigger t
  join relation r on r.oid = t.tgrelid
 where not t.tgisinternal
union all
select 'event trigger', e.evtname, concat_ws(' ', e.evtevent, array_to_string(e.evttags, ','), e.evtfoid::regprocedure, e.evtenabled), ''
  from pg_event_trigger e
union all
select 'rule', r.name || '.' || w.rulename, pg_get_ruledef(w.oid) || ' ' || w.ev_enabled::text, r.name
  from pg_rewrite w
  join relation r on r.oid = w.ev_class
 where w.rulename <> '_RETURN'
union all
select 'policy', r.name || '.' || p.polname,
       concat_ws(' ', p.polcmd, p.polpermissive::text,
                 (select string_agg(o::regrole::text, ',' order by o::regrole::text) from unnest(p.polroles) o),
                 pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)),
       r.name
  from pg_policy p
  join relation r on r.oid = p.polrelid
union all
select case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end,
       n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
       concat_ws(' ', case when p.prokind = 'a' then pg_get_function_result(p.oid) else pg_get_functiondef(p.oid) end,
                 (select concat_ws(' ', a.aggtransfn, nullif(a.aggfinalfn, 0::regproc), a.agginitval)
                    from pg_aggregate a
                   where a.aggfnoid = p.oid),
                 nullif((select string_agg(a::text, ',' order by a::text) from unnest(p.proacl) a),
                        (select string_agg(a::text, ',' order by a::text) from unnest(acldefault('f', p.proowner)) a))),
       ''
  from pg_proc p
  join user_schema n on n.oid = p.pronamespace
 where not exists (select from extension_member m where m.classid = 'pg_proc'::regclass and m.objid = p.oid)
union all
select 'type', n.nspname || '.' || t.typname,
       concat_ws(' ', t.typtype, case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod) end,
                 case when t.typnotnull then 'not null' end, t.typdefault,
                 (select string_agg(e.enumlabel, ',' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid),
                 (select format_type(g.rngsubtype, null) from pg_range g where g.rngtypid = t.oid),
                 nullif((select string_agg(a::text, ',' order by a::text) from unnest(t.typacl) a),
                        (select string_agg(a::text, ',' order by a::text) from unnest(acldefault('T', t.typowner)) a))),
       ''
  from pg_type t
  join user_schema n on n.oid = t.typnamespace
 where t.typtype in ('e', 'd', 'r')
   and not exists (select from extension_member m where m.classid = 'pg_type'::regclass and m.objid = t.oid)
union all
select 'collation', n.nspname || '.' || l.collname,
       concat_ws(' ', l.collprovider, l.collcollate, l.collctype, l.collencoding), ''
  from pg_collation l
  join user_schema n on n.oid = l.collnamespace
union all
select 'operator', o.oid::regoperator::text, o.oprcode::text, ''
  from pg_operator o
  join user_schema n on n.oid = o.oprnamespace
 where not exists (select from extension_member m where m.classid = 'pg_operator'::regclass and m.objid = o.oid)
union all
select 'cast', format_type(c.castsource, null) || ' as ' || format_type(c.casttarget, null),
       concat_ws(' ', c.castcontext, c.castmethod, c.castfunc::regprocedure), ''
  from pg_cast c
 where c.oid >= 16384
   and not exists (select from extension_member m where m.classid = 'pg_cast'::regclass and m.objid = c.oid)
union all
select 'text search configuration', n.nspname || '.' || c.cfgname,
       (select string_agg(m.maptokentype || ':' || m.mapdict::regdictionary, ',' order by m.maptokentype, m.mapseqno)
          from pg_ts_config_map m
         where m.mapcfg = c.oid),
       ''
  from pg_ts_config c
  join user_schema n on n.oid = c.cfgnamespace
union all
select 'statistics', n.nspname || '.' || s.stxname, pg_get_statisticsobjdef(s.oid), coalesce(r.name, '')
  from pg_statistic_ext s
  join user_schema n on n.oid = s.stxnamespace
  left join relation r on r.oid = s.stxrelid
union all
select 'sequence settings of', r.name,
       concat_ws(' ', format_type(s.seqtypid, null), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcycle,
                 'owned by ' || o.owning_column),
       coalesce(o.owner, r.name)
  from pg_sequence s
  join relation r on r.oid = s.seqrelid
  left join owned_sequence o on o.oid = r.oid
union all
select 'default privileges of', pg_get_userbyid(d.defaclrole) || ' for ' || d.defaclobjtype::text
       || coalesce(' in ' || n.nspname, ''),
       (select string_agg(a::text, ',' order by a::text) from unnest(d.defaclacl) a), ''
  from pg_default_acl d
  left join pg_namespace n on n.oid = d.defaclnamespace
union all
select 'foreign server', s.srvname, concat_ws(' ', w.fdwname, s.srvtype, s.srvversion, array_to_string(s.srvoptions, ',')), ''
  from pg_foreign_server s
  join pg_foreign_data_wrapper w on w.oid = s.srvfdw
union all
select 'publication', p.pubname,
       concat_ws(' ', p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate,
                 (select string_agg(r.name, ',' order by r.name)
                    from pg_publication_rel m
                    join relation r on r.oid = m.prrelid
                   where m.prpubid = p.oid)),
       ''
  from pg_publication p
union all
select 'comment on', (pg_identify_object(d.classoid, d.objoid, d.objsubid)).type || ' '
       || (pg_identify_object(d.classoid, d.objoid, d.objsubid)).identity, d.description,
       coalesce((select n.nspname || '.' || c.relname
                   from pg_class c
                   join pg_namespace n on n.oid = c.relnamespace
                  where c.oid = case d.classoid
                        when 'pg_class'::regclass then
                            coalesce((select i.indrelid from pg_index i where i.indexrelid = d.objoid), d.objoid)
                        when 'pg_constraint'::regclass then (select k.conrelid from pg_constraint k where k.oid = d.objoid)
                        when 'pg_trigger'::regclass then (select t.tgrelid from pg_trigger t where t.oid = d.objoid)
                        when 'pg_policy'::regclass then (select p.polrelid from pg_policy p where p.oid = d.objoid)
                        when 'pg_rewrite'::regclass then (select w.ev_class from pg_rewrite w where w.oid = d.objoid)
                        end), '')
  from pg_description d
 -- An extension brings the comment on itself.
 where (d.objoid >= 16384 or d.classoid = 'pg_namespace'::regclass) and d.classoid <> 'pg_extension'::regclass
union all
select 'extension', extname, extversion, ''
  from pg_extension
