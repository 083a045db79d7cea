package io.github.flygate.sql;

import java.util.List;

/**
 * What a query or a change of rows says, whoever read it.
 *
 * @param relations that it reads or changes, without its own WITH names
 * @param functions that it calls
 * @param changes what it changes, WITH clauses included
 */
record Query(List<Name> relations, List<Name> functions, List<RowChange> changes) {
    Query {
        relations = List.copyOf(relations);
        functions = List.copyOf(functions);
        changes = List.copyOf(changes);
    }

    /**
     * One INSERT, UPDATE, DELETE or MERGE.
     *
     * @param fromQuery an INSERT whose rows a query makes
     */
    record RowChange(Name table, String verb, boolean everyRow, boolean fromQuery) {}
}
