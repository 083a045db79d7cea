package io.github.flygate.sql;

import io.github.flygate.model.LockMode;
import java.util.List;

/** The tables that ALTER DOMAIN locks against writes and reads: those with a column of it, named or not. */
final class DomainUsers {
    private DomainUsers() {}

    /** Reads the whole statement; {@code object} is what it changes. */
    static void read(Draft draft, Tokens tokens, String object) {
        Cursor cursor = new Cursor(tokens.list());
        if (draft.schema.isEarlier() || !object.equals("domain") || !cursor.eat("alter", "domain")) {
            return;
        }
        Name domain = cursor.name();
        boolean reads = cursor.is("add") || cursor.is("set", "not", "null") || cursor.is("validate");
        List<Token> rest = cursor.rest();
        boolean later = rest.size() > 2
                && rest.get(rest.size() - 2).is("not")
                && rest.get(rest.size() - 1).is("valid");
        if (reads && !later) {
            draft.schema.relationsWith(domain.name(), relation -> uses(relation, domain)).stream()
                    .map(name -> draft.schema.table(name, "table"))
                    .forEach(table -> {
                        draft.lock(table, LockMode.SHARE);
                        draft.works("scan", table);
                    });
        }
    }

    private static boolean uses(Relation relation, Name domain) {
        return relation.columns.values().stream()
                .map(column -> column.type().replace("[]", ""))
                .anyMatch(type -> domain.schema().isEmpty()
                        ? type.equals(domain.name()) || type.endsWith("." + domain.name())
                        : type.equals(domain.name()) || type.equals(domain.toString()));
    }
}
