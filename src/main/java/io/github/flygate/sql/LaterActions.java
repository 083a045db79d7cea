package io.github.flygate.sql;

import io.github.flygate.fact.TableFact;
import java.util.List;

/** Looks ahead for what takes the change of a column back before anybody else sees it. */
final class LaterActions {
    private LaterActions() {}

    /** Whether an action of this statement or of a later one of the script gives the column a value, or lets it have none. */
    static boolean giveValue(Draft draft, TableFact table, String column, List<List<Token>> sameStatement) {
        return sameStatement.stream().anyMatch(action -> givesValue(action, column))
                || draft.later.stream().anyMatch(statement -> givesValue(draft, statement.list(), table, column));
    }

    private static boolean givesValue(Draft draft, List<Token> statement, TableFact table, String column) {
        Cursor cursor = new Cursor(statement);
        if (!cursor.eat("alter", "table")) {
            return false;
        }
        cursor.ifExists();
        cursor.eat("only");
        try {
            return draft.schema.resolve(cursor.name()).equals(table.name())
                    && Cursor.split(cursor.rest()).stream().anyMatch(action -> givesValue(action, column));
        } catch (Unreadable e) {
            // It is reported where it stands.
            return false;
        }
    }

    private static boolean givesValue(List<Token> action, String column) {
        Cursor cursor = new Cursor(action);
        if (!cursor.eat("alter")) {
            return false;
        }
        cursor.eat("column");
        return Names.isName(cursor.peek())
                && cursor.identifier().equals(column)
                && (cursor.is("add", "generated")
                        || cursor.is("drop", "not", "null")
                        || cursor.is("set", "default") && !cursor.is("set", "default", "null"));
    }
}
