-- Functions, procedures and aggregates that SQL can call: no trigger functions, none of extensions. Arguments that have
-- no default, as types.
select n.nspname,
       p.proname,
       p.prokind::text,
       pg_get_function_identity_arguments(p.oid),
       -- CALL wants a value for each argument of a procedure, OUT ones included (from 14 on; there are none before).
       array(select format_type(t, null)
               from unnest(case when p.prokind = 'p' then coalesce(p.proallargtypes, p.proargtypes::oid[])
                                else p.proargtypes::oid[] end) with ordinality as a (t, i)
              order by i),
       -- Those with a default come last, and pronargs does not count OUT ones.
       case when p.prokind = 'p' then coalesce(cardinality(p.proallargtypes), p.pronargs) else p.pronargs end
           - p.pronargdefaults,
       coalesce(pg_get_function_result(p.oid), ''),
       p.proretset,
       p.provariadic <> 0,
       case when p.proretset and p.prokind = 'f'
            then array(select p.proargnames[i] from generate_subscripts(p.proargmodes, 1) as i
                        where p.proargmodes[i] in ('o', 'b', 't') and p.proargnames[i] <> '' order by i)
            else array[]::text[] end
  from pg_proc p
  join pg_namespace n on n.oid = p.pronamespace
 where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
   and n.nspname not like 'pg\_temp\_%'
   and p.prokind in ('f', 'p', 'a')
   and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
   and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
 order by n.nspname, p.proname, 4
