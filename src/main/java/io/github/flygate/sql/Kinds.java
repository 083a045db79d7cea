package io.github.flygate.sql;

import java.util.List;
import java.util.Set;

/** The kind of a statement, from its leading words. */
final class Kinds {
    private static final Set<String> MODIFIERS = Set.of(
            "temp",
            "temporary",
            "local",
            "global",
            "unlogged",
            "unique",
            "recursive",
            "trusted",
            "procedural",
            "constraint",
            "default");
    private static final List<String> LONG_OBJECTS = List.of(
            "materialized view",
            "foreign table",
            "foreign data wrapper",
            "event trigger",
            "text search configuration",
            "text search dictionary",
            "text search parser",
            "text search template",
            "access method",
            "operator class",
            "operator family",
            "user mapping",
            "default privileges",
            "large object");
    private static final Set<String> SINGLE = Set.of(
            "insert",
            "update",
            "delete",
            "merge",
            "select",
            "copy",
            "vacuum",
            "reindex",
            "cluster",
            "truncate",
            "lock",
            "comment",
            "grant",
            "revoke",
            "do",
            "call",
            "set",
            "reset",
            "show",
            "explain",
            "execute",
            "deallocate",
            "declare",
            "fetch",
            "close",
            "move",
            "listen",
            "notify",
            "unlisten",
            "discard",
            "checkpoint",
            "load",
            "savepoint",
            "release",
            "begin",
            "commit",
            "rollback",
            "analyze");

    private Kinds() {}

    /** The object that CREATE, ALTER, DROP or COMMENT ON is about; passes modifiers, not the object. */
    static String object(Cursor cursor) {
        for (String object : LONG_OBJECTS) {
            if (cursor.is(object.split(" ", -1))) {
                return object;
            }
        }
        return cursor.peek().text();
    }

    /** {@code unknown} when the leading words are no statement's. */
    static String of(List<Token> tokens) {
        Cursor cursor = new Cursor(tokens);
        while (cursor.is("(")) {
            cursor.next();
        }
        if (cursor.peek().kind() != Token.Kind.WORD) {
            return "unknown";
        }
        String first = cursor.next().text();
        return switch (first) {
            case "create", "alter", "drop" -> first + "_" + objectKind(cursor, first);
            case "start", "begin" -> "begin";
            case "end", "commit" -> "commit";
            case "abort", "rollback" -> rollback(cursor);
            case "analyse" -> "analyze";
            case "values", "table" -> "select";
            case "with" -> mainVerb(cursor);
            case "refresh" -> "refresh_materialized_view";
            case "import" -> "import_foreign_schema";
            case "security" -> "security_label";
            case "reassign" -> "reassign_owned";
            case "prepare" -> cursor.is("transaction") ? "prepare_transaction" : "prepare";
            default -> SINGLE.contains(first) ? first : "unknown";
        };
    }

    /** Back to a savepoint, the transaction goes on. */
    private static String rollback(Cursor cursor) {
        cursor.eatAny("work", "transaction");
        return cursor.is("to") ? "rollback_to" : "rollback";
    }

    private static String objectKind(Cursor cursor, String verb) {
        cursor.eat("or", "replace");
        if (verb.equals("create") || cursor.is("procedural") || cursor.is("default")) {
            skipModifiers(cursor);
        }
        return object(cursor).replace(' ', '_');
    }

    static void skipModifiers(Cursor cursor) {
        while (MODIFIERS.contains(cursor.peek().text()) && !cursor.is("default", "privileges")) {
            cursor.next();
        }
    }

    private static String mainVerb(Cursor cursor) {
        while (!cursor.atEnd()) {
            Token token = cursor.peek();
            if (Set.of("insert", "update", "delete", "merge", "select").contains(token.text())) {
                return token.text();
            }
            if (token.is("values") || token.is("table")) {
                return "select";
            }
            if (token.is("(")) {
                try {
                    cursor.skip();
                } catch (Unreadable e) {
                    return "unknown";
                }
            } else {
                cursor.next();
            }
        }
        return "unknown";
    }
}
