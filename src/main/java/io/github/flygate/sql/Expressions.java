package io.github.flygate.sql;

import io.github.flygate.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Passes over expressions. It knows operators, literals, casts and calls; what else it meets within brackets it leaves
 * to a grammar ({@link #needsGrammar()}).
 */
final class Expressions {
    private static final int DEEPEST = 100;

    private final Cursor cursor;
    private boolean needsGrammar;
    private int depth;

    Expressions(Cursor cursor) {
        this.cursor = cursor;
    }

    boolean needsGrammar() {
        return needsGrammar;
    }

    /** A {@code b_expr}: what may follow DEFAULT, where NOT NULL is not part of the expression. */
    List<Token> restricted() {
        int from = cursor.position();
        expression(false);
        return cursor.since(from);
    }

    /** An {@code a_expr}. */
    List<Token> any() {
        int from = cursor.position();
        expression(true);
        return cursor.since(from);
    }

    /** A parenthesised {@code a_expr}; returns what is inside. */
    List<Token> parenthesised() {
        int from = cursor.position();
        group();
        List<Token> tokens = cursor.since(from);
        return tokens.subList(1, tokens.size() - 1);
    }

    private void expression(boolean full) {
        operand(full);
        while (infix(full)) {
            // each turn passes one operator with its right side
        }
    }

    private boolean infix(boolean full) {
        if (cursor.eat("::")) {
            TypeNames.read(cursor);
        } else if (cursor.is("[")) {
            cursor.skip();
        } else if (cursor.eat(".")) {
            cursor.next();
        } else if (isOperator(cursor.peek())) {
            cursor.next();
            if (cursor.is(".") || (cursor.is("(") && cursor.position() > 1 && isQualifiedOperator())) {
                cursor.skip();
            }
            operand(full);
        } else {
            return full && wordInfix();
        }
        return true;
    }

    private boolean isQualifiedOperator() {
        return cursor.since(cursor.position() - 1).get(0).is("operator");
    }

    private boolean wordInfix() {
        if (cursor.eatAny("and", "or")) {
            operand(true);
        } else if (cursor.eat("is")) {
            cursor.eat("not");
            if (cursor.eat("distinct", "from")) {
                operand(true);
            } else if (!cursor.eatAny("null", "true", "false", "unknown")) {
                throw cursor.unexpected("NULL, TRUE or FALSE");
            }
        } else if (cursor.eat("at", "time", "zone")) {
            operand(true);
        } else if (cursor.eat("collate")) {
            cursor.name();
        } else if (!cursor.eatAny("isnull", "notnull")) {
            return comparison();
        }
        return true;
    }

    private boolean comparison() {
        int from = cursor.position();
        cursor.eat("not");
        if (cursor.eat("in")) {
            group();
        } else if (cursor.eat("between")) {
            cursor.eat("symmetric");
            expression(false);
            cursor.expect("and");
            expression(false);
        } else if (cursor.eatAny("like", "ilike") || cursor.eat("similar", "to")) {
            operand(true);
            if (cursor.eat("escape")) {
                operand(true);
            }
        } else {
            cursor.back(from);
            return false;
        }
        return true;
    }

    private static boolean isOperator(Token token) {
        return token.kind() == Kind.OPERATOR && "(),;:.[]::..".indexOf(token.text()) < 0;
    }

    private void operand(boolean full) {
        Token token = cursor.peek();
        if (isOperator(token) || (full && token.is("not"))) {
            cursor.next();
            operand(full);
        } else if (token.kind() == Kind.STRING
                || token.kind() == Kind.NUMBER
                || token.kind() == Kind.BITS
                || token.kind() == Kind.PARAMETER
                || token.is("true")
                || token.is("false")
                || token.is("null")) {
            cursor.next();
        } else if (token.is("(")) {
            group();
        } else if (token.is("case")) {
            caseExpression();
        } else if (cursor.eat("array")) {
            list("[");
        } else if (token.kind() == Kind.WORD && BuiltinFunctions.isKeywordFunction(token.text())) {
            cursor.next();
            if (cursor.is("(")) {
                cursor.skip();
            }
        } else {
            nameOrCall();
        }
    }

    private void caseExpression() {
        cursor.expect("case");
        if (!cursor.is("when")) {
            expression(true);
        }
        do {
            cursor.expect("when");
            expression(true);
            cursor.expect("then");
            expression(true);
        } while (cursor.is("when"));
        if (cursor.eat("else")) {
            expression(true);
        }
        cursor.expect("end");
    }

    private void nameOrCall() {
        if (cursor.is("cast", "(")) {
            cursor.next();
            int from = cursor.position();
            try {
                cursor.next();
                expression(true);
                cursor.expect("as");
                TypeNames.read(cursor);
                cursor.expect(")");
            } catch (Unreadable e) {
                leave(from);
            }
            return;
        }
        if (literalOfType() || (cursor.is("row", "(") && cursor.eat("row"))) {
            if (cursor.is("(")) {
                group();
            }
            return;
        }
        cursor.name();
        if (cursor.is("(")) {
            arguments();
        }
    }

    /** {@code date '2026-01-01'}, {@code interval '1' day}, {@code timestamp with time zone '…'}. */
    private boolean literalOfType() {
        int from = cursor.position();
        try {
            TypeNames.read(cursor);
            if (cursor.peek().kind() == Kind.STRING) {
                cursor.next();
                while (cursor.eatAny("year", "month", "day", "hour", "minute", "second", "to")) {
                    // fields of an interval
                }
                return true;
            }
        } catch (Unreadable e) {
            // not a type; the caller reads it as a name
        }
        cursor.back(from);
        return false;
    }

    private void arguments() {
        int from = cursor.position();
        if (cursor.is("(", "*", ")")) {
            cursor.skip();
            return;
        }
        list("(");
        if (cursor.is("filter") || cursor.is("over") || cursor.is("within")) {
            needsGrammar = true;
            cursor.back(from);
            throw cursor.unexpected("no aggregate");
        }
    }

    private void group() {
        list("(");
    }

    private void list(String open) {
        int from = cursor.position();
        if (!cursor.is(open)) {
            throw cursor.unexpected(open);
        }
        String close = open.equals("(") ? ")" : "]";
        if (++depth > DEEPEST) {
            leave(from);
            return;
        }
        try {
            cursor.next();
            if (!cursor.is(close)) {
                do {
                    cursor.eatAny("variadic", "distinct");
                    if (!cursor.eat("default")) {
                        expression(true);
                    }
                } while (cursor.eat(","));
            }
            cursor.expect(close);
        } catch (Unreadable e) {
            leave(from);
        } finally {
            depth--;
        }
    }

    private void leave(int from) {
        needsGrammar = true;
        cursor.back(from);
        cursor.skip();
    }

    /** Conditions that must all hold, outer parentheses removed: {@code a AND (b)} gives {@code a} and {@code b}. */
    static List<List<Token>> conjuncts(List<Token> condition) {
        List<Token> bare = bare(condition);
        List<List<Token>> parts = new ArrayList<>();
        Cursor cursor = new Cursor(bare);
        int from = 0;
        boolean between = false;
        while (!cursor.atEnd()) {
            between |= cursor.is("between");
            if (cursor.is("or")) {
                return List.of(bare);
            }
            if (cursor.is("and") && !between) {
                parts.add(cursor.since(from));
                from = cursor.position() + 1;
            }
            between &= !cursor.is("and");
            cursor.skip();
        }
        if (parts.isEmpty()) {
            return List.of(bare);
        }
        parts.add(cursor.since(from));
        List<List<Token>> all = new ArrayList<>();
        parts.forEach(part -> all.addAll(conjuncts(part)));
        return all;
    }

    /** The expression without parentheses around it. */
    static List<Token> bare(List<Token> expression) {
        List<Token> inner = expression;
        while (inner.size() > 2 && inner.get(0).is("(")) {
            Cursor cursor = new Cursor(inner);
            cursor.skip();
            if (!cursor.atEnd()) {
                return inner;
            }
            inner = inner.subList(1, inner.size() - 1);
        }
        return inner;
    }
}
