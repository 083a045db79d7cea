package io.github.flygate.sql;

import io.github.flygate.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** A place in a list of tokens. */
final class Cursor {
    private final List<Token> tokens;
    private final Token end;
    private int at;

    Cursor(List<Token> tokens) {
        this.tokens = tokens;
        int offset = tokens.isEmpty() ? 0 : tokens.get(tokens.size() - 1).end();
        this.end = new Token(Kind.END, "", offset, offset);
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return at + ahead < tokens.size() ? tokens.get(at + ahead) : end;
    }

    Token next() {
        Token token = peek();
        at++;
        return token;
    }

    boolean atEnd() {
        return at >= tokens.size();
    }

    int position() {
        return at;
    }

    void back(int position) {
        at = position;
    }

    List<Token> since(int position) {
        return tokens.subList(position, Math.min(at, tokens.size()));
    }

    List<Token> rest() {
        List<Token> rest = tokens.subList(Math.min(at, tokens.size()), tokens.size());
        at = tokens.size();
        return rest;
    }

    boolean is(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    boolean eat(String... words) {
        boolean there = is(words);
        at += there ? words.length : 0;
        return there;
    }

    boolean eatAny(String... words) {
        for (String word : words) {
            if (eat(word)) {
                return true;
            }
        }
        return false;
    }

    Cursor expect(String... words) {
        if (!eat(words)) {
            throw unexpected(String.join(" ", words));
        }
        return this;
    }

    void expectEnd() {
        if (!atEnd()) {
            throw unexpected("the end");
        }
    }

    Unreadable unexpected(String wanted) {
        return new Unreadable(
                "expected " + wanted + " but found " + (atEnd() ? "the end" : "\"" + peek().text() + "\""));
    }

    boolean ifExists() {
        return eat("if", "exists");
    }

    boolean ifNotExists() {
        return eat("if", "not", "exists");
    }

    /** One identifier. */
    String identifier() {
        if (!Names.isName(peek())) {
            throw unexpected("a name");
        }
        return Names.of(List.of(next().text())).name();
    }

    /** A name with up to two qualifiers. */
    Name name() {
        List<String> parts = new ArrayList<>(List.of(identifier()));
        while (is(".") && peek(1).isIdentifier()) {
            next();
            parts.add(next().text());
        }
        return Names.of(parts);
    }

    List<Name> names() {
        List<Name> names = new ArrayList<>();
        do {
            names.add(name());
        } while (eat(","));
        return names;
    }

    /** What stands between the parenthesis here and the one that closes it. */
    List<Token> parenthesised() {
        if (!is("(")) {
            throw unexpected("(");
        }
        int from = at + 1;
        skipGroup();
        return tokens.subList(from, at - 1);
    }

    /** Passes one token, or a whole group when an opening bracket is here. */
    void skip() {
        if (peek().kind() == Kind.OPERATOR && (is("(") || is("["))) {
            skipGroup();
        } else if (is(")") || is("]") || atEnd()) {
            throw unexpected("an expression");
        } else {
            at++;
        }
    }

    private void skipGroup() {
        int depth = 0;
        do {
            if (atEnd()) {
                throw new Unreadable("a bracket is not closed");
            }
            Token token = next();
            if (token.is("(") || token.is("[")) {
                depth++;
            } else if (token.is(")") || token.is("]")) {
                depth--;
            }
        } while (depth > 0);
    }

    /** Parts of a list, split at commas outside brackets. */
    static List<List<Token>> split(List<Token> tokens) {
        List<List<Token>> parts = new ArrayList<>();
        Cursor cursor = new Cursor(tokens);
        int from = 0;
        while (!cursor.atEnd()) {
            if (cursor.is(",")) {
                parts.add(cursor.since(from));
                cursor.next();
                from = cursor.position();
            } else {
                cursor.skip();
            }
        }
        parts.add(cursor.since(from));
        return parts;
    }
}
