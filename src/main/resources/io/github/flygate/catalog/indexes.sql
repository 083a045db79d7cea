select i.indexrelid::bigint,
       n.nspname,
       c.relname,
       i.indrelid::bigint,
       i.indisunique,
       i.indisvalid,
       coalesce(pg_relation_filenode(c.oid), 0)::bigint,
       exists (select from pg_inherits p where p.inhrelid = i.indexrelid),
       string_to_array(i.indkey::text, ' ')::int[]
  from pg_index i
  join pg_class c on c.oid = i.indexrelid
  join pg_namespace n on n.oid = c.relnamespace
 where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
   and n.nspname not like 'pg\_toast\_temp\_%'
