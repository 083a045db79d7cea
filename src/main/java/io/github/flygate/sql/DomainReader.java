package io.github.flygate.sql;

import io.github.flygate.fact.ConstrainDomain;

/** CREATE DOMAIN and ALTER DOMAIN. */
final class DomainReader {
    private final Draft draft;
    private final Cursor cursor;

    private DomainReader(Draft draft, Cursor cursor) {
        this.draft = draft;
        this.cursor = cursor;
    }

    /** Reads behind CREATE. */
    static void create(Draft draft, Cursor cursor) {
        new DomainReader(draft, cursor).create();
    }

    private void create() {
        String name = draft.schema.resolveNew(cursor.expect("domain").name(), false);
        cursor.eat("as");
        String base = TypeNames.read(cursor).name();
        boolean constrained = draft.schema.refusesValues(base);
        while (!cursor.atEnd()) {
            constrained |= clause();
        }
        boolean refuses = constrained;
        draft.changes.add(() -> draft.schema.createDomain(name, refuses));
    }

    /** Whether it refuses values. */
    private boolean clause() {
        if (cursor.eat("constraint")) {
            cursor.identifier();
        }
        if (cursor.is("check")) {
            check();
            return true;
        }
        if (cursor.eat("not", "null")) {
            return true;
        }
        if (cursor.eat("collate")) {
            cursor.name();
        } else if (cursor.eat("default")) {
            Expressions expressions = new Expressions(cursor);
            expressions.restricted();
            draft.needsGrammar |= expressions.needsGrammar();
        } else {
            cursor.expect("null");
        }
        return false;
    }

    private void check() {
        cursor.expect("check");
        Expressions expressions = new Expressions(cursor);
        expressions.parenthesised();
        draft.needsGrammar |= expressions.needsGrammar();
    }

    /** Reads behind ALTER DOMAIN; false, and nothing is read, when the action is none on constraints. */
    static boolean alter(Draft draft, Cursor cursor) {
        int from = cursor.position();
        boolean read = new DomainReader(draft, cursor).alter();
        if (!read) {
            cursor.back(from);
        }
        return read;
    }

    private boolean alter() {
        String domain = draft.schema.resolveType(cursor.name());
        if (cursor.eat("add")) {
            if (cursor.eat("constraint")) {
                cursor.identifier();
            }
            boolean notNull = cursor.eat("not", "null");
            if (!notNull) {
                check();
            }
            if (!cursor.eat("not", "valid")) {
                reads(domain, notNull ? "not null" : "check");
            }
            refusesFromNowOn(domain);
        } else if (cursor.eat("set", "not", "null")) {
            reads(domain, "not null");
            refusesFromNowOn(domain);
        } else if (cursor.eat("validate", "constraint")) {
            cursor.identifier();
            reads(domain, "validate");
        } else {
            return false;
        }
        cursor.expectEnd();
        return true;
    }

    private void reads(String domain, String action) {
        draft.facts.add(new ConstrainDomain(domain, action, draft.schema.isNewDomain(domain)));
    }

    private void refusesFromNowOn(String domain) {
        draft.changes.add(() -> draft.schema.constrainDomain(domain));
    }
}
