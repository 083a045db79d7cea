-- Unique and exclusion indexes, whether a constraint stands behind them or not. Column 0 is an expression.
select i.indrelid::bigint,
       c.relname,
       i.indisprimary,
       i.indisexclusion,
       i.indimmediate,
       (i.indkey::int2[]::int[])[0:i.indnkeyatts - 1],
       coalesce(pg_get_expr(i.indpred, i.indrelid), ''),
       coalesce(pg_get_expr(i.indexprs, i.indrelid), '')
  from pg_index i
  join pg_class c on c.oid = i.indexrelid
  join pg_namespace n on n.oid = c.relnamespace
 where (i.indisunique or i.indisexclusion)
   and c.relpersistence <> 't'
   and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
 order by i.indrelid, not i.indisprimary, c.relname
