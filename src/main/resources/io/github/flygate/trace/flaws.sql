-- What is not as it should be: the flaw, the table, the object, more about it, and the name of what brings it (an
-- index with its schema).
with own as (
    select c.oid, c.relname, c.relkind, c.relispartition, c.relrowsecurity, n.nspname,
           n.nspname || '.' || c.relname as name
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p')
       and c.relpersistence <> 't'
       and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
       and not exists (select from pg_depend d
                        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
), keys as (
    select k.oid, k.conname, k.conrelid, k.conkey, k.confrelid, k.confkey, own.name,
           n.nspname || '.' || other.relname as referenced,
           (select string_agg(a.attname, ', ' order by u.place)
              from unnest(k.conkey) with ordinality u (number, place)
              join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.number) as columns
      from pg_constraint k
      join own on own.oid = k.conrelid
      join pg_class other on other.oid = k.confrelid
      join pg_namespace n on n.oid = other.relnamespace
     where k.contype = 'f' and k.conparentid = 0
), columns as (
    select a.attrelid, a.attnum, format_type(coalesce(nullif(t.typbasetype, 0), t.oid), null) as type,
           coalesce(nullif(t.typbasetype, 0), t.oid) in ('text'::regtype, 'varchar'::regtype) as text
      from pg_attribute a
      join pg_type t on t.oid = a.atttypid
), indexes as (
    select i.indexrelid, i.indrelid, c.relname, own.nspname || '.' || c.relname as qualified, own.name,
           i.indisunique, i.indisvalid, i.indnkeyatts, am.amname,
           string_to_array(i.indkey::text, ' ')::int[] as key,
           (string_to_array(i.indkey::text, ' ')::int[])[1:i.indnkeyatts] as keys,
           array(select x || ' ' || y || ' ' || z
                   from unnest(string_to_array(i.indclass::text, ' '), string_to_array(i.indcollation::text, ' '),
                               string_to_array(i.indoption::text, ' ')) u (x, y, z)) as how,
           pg_get_expr(i.indexprs, i.indrelid) as expressions,
           pg_get_expr(i.indpred, i.indrelid) as predicate,
           exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype <> 'f')
               or exists (select from pg_inherits p where p.inhrelid = i.indexrelid) as owned
      from pg_index i
      join own on own.oid = i.indrelid
      join pg_class c on c.oid = i.indexrelid
      join pg_am am on am.oid = c.relam
)
select 'foreign key without index', conrelid::bigint, name, columns, referenced, conname
  from keys
 where not exists (select from indexes i
                    where i.indrelid = keys.conrelid
                      and i.indisvalid
                      and i.amname in ('btree', 'hash')
                      and (i.predicate is null or i.predicate ~ '^\([^()]+ IS NOT NULL\)$')
                      and i.keys[1:cardinality(keys.conkey)] @> keys.conkey::int[])
union all
select 'foreign key of another type', k.conrelid::bigint, k.name, k.columns,
       string_agg(distinct mine.type || ' for ' || other.type, ', '), k.conname
  from keys k
 cross join unnest(k.conkey, k.confkey) u (mine, other)
  join columns mine on mine.attrelid = k.conrelid and mine.attnum = u.mine
  join columns other on other.attrelid = k.confrelid and other.attnum = u.other
 where mine.type <> other.type and not (mine.text and other.text)
 group by 2, 3, 4, 6
union all
select 'no primary key', oid::bigint, name, relname, '', relname
  from own
 where not relispartition
   and not exists (select from indexes i
                    where i.indrelid = own.oid
                      and i.indisunique
                      and i.predicate is null
                      and not exists (select from unnest(i.keys) u (number)
                                        left join pg_attribute a on a.attrelid = own.oid and a.attnum = u.number
                                       where a.attnotnull is distinct from true))
union all
select 'constraint not valid', k.conrelid::bigint, own.name, k.conname, '', k.conname
  from pg_constraint k
  join own on own.oid = k.conrelid
 where not k.convalidated
   and k.conparentid = 0
   and k.conislocal
   and to_jsonb(k) ->> 'conenforced' is distinct from 'false'
union all
(select distinct on (i.indexrelid) 'index too much', i.indrelid::bigint, i.name, i.relname, other.relname,
       case when i.indexrelid > other.indexrelid then i.qualified else other.qualified end
  from indexes i
  join indexes other on other.indrelid = i.indrelid and other.indexrelid <> i.indexrelid
 where not i.owned
   and other.indisvalid
   and i.amname = 'btree'
   and other.amname = 'btree'
   and i.predicate is not distinct from other.predicate
   and i.expressions is null
   and other.expressions is null
   and i.key = other.keys[1:cardinality(i.key)]
   and i.how = other.how[1:cardinality(i.how)]
   and case when cardinality(i.keys) < cardinality(other.keys) then not i.indisunique
            else i.indisunique <= other.indisunique
                 and (i.indisunique < other.indisunique or other.owned or i.indexrelid > other.indexrelid) end
 order by i.indexrelid, other.indexrelid)
union all
select 'row security without policy', oid::bigint, name, relname, '', relname
  from own
 where relrowsecurity and not exists (select from pg_policy p where p.polrelid = own.oid)
union all
select 'security definer without search_path', 0, '', n.nspname || '.' || p.proname, '', p.proname
  from pg_proc p
  join pg_namespace n on n.oid = p.pronamespace
 where p.prosecdef
   and n.nspname not in ('pg_catalog', 'information_schema')
   and not exists (select from unnest(p.proconfig) setting where setting like 'search\_path=%')
   and not exists (select from pg_depend d
                    where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
