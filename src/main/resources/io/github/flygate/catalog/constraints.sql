-- Constraints of tables; those that a partition only inherits are left to its parent.
select k.oid::bigint,
       k.conname,
       k.contype::text,
       k.conrelid::bigint,
       k.confrelid::bigint,
       k.conindid::bigint,
       k.convalidated,
       coalesce(k.conkey, '{}')::int[]
  from pg_constraint k
  join pg_class c on c.oid = k.conrelid
  join pg_namespace n on n.oid = c.relnamespace
 where k.contype in ('p', 'u', 'c', 'x', 'f')
   and k.conparentid = 0
   and k.conislocal
   and n.nspname not in ('pg_catalog', 'information_schema')
