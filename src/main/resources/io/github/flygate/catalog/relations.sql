-- Tables, views, sequences and composite types of the user, with the parent of partitions and inheritance children.
select c.oid::bigint,
       n.nspname,
       c.relname,
       c.relkind::text,
       c.relpersistence::text,
       coalesce(pg_relation_filenode(c.oid), 0)::bigint,
       coalesce((select min(i.inhparent::bigint) from pg_inherits i where i.inhrelid = c.oid), 0),
       exists (select from pg_partitioned_table p where p.partdefid = c.oid)
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
   and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
   and n.nspname not like 'pg\_toast\_temp\_%'
