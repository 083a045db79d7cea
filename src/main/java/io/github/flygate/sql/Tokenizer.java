package io.github.flygate.sql;

import io.github.flygate.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a statement into tokens by the rules of PostgreSQL's scanner ({@code scan.l}), in linear time.
 *
 * <p>{@code standard_conforming_strings} is taken to be on, its default since 9.1.
 */
final class Tokenizer {
    private static final String OPERATOR_CHARACTERS = "+-*/<>=~!@#%^&|`?";
    private static final String ENDS_ONLY_SPECIAL = "~!@#%^&|`?";

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private final List<Tokens.Comment> comments = new ArrayList<>();
    private String problem = "";
    private int at;

    private Tokenizer(String sql) {
        this.sql = sql;
    }

    static Tokens tokenize(String sql) {
        Tokenizer tokenizer = new Tokenizer(sql);
        while (tokenizer.at < sql.length() && tokenizer.problem.isEmpty()) {
            tokenizer.next();
        }
        List<Token> list = tokenizer.tokens;
        while (!list.isEmpty() && list.get(list.size() - 1).is(";")) {
            list.remove(list.size() - 1);
        }
        return new Tokens(sql, list, tokenizer.comments, tokenizer.problem);
    }

    private void next() {
        char c = sql.charAt(at);
        if (Character.isWhitespace(c) || c == '\uFEFF') {
            at++;
        } else if (sql.startsWith("--", at)) {
            lineComment();
        } else if (sql.startsWith("/*", at)) {
            blockComment();
        } else if (c == '\'') {
            add(Kind.STRING, at, Quoted.standard(sql, at, '\''));
        } else if (c == '"') {
            add(Kind.QUOTED, at, Quoted.standard(sql, at, '"'));
        } else if (c == '$') {
            dollar();
        } else if (isDigit(c) || (c == '.' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1)))) {
            number();
        } else if (isIdentifierStart(c)) {
            word(c);
        } else {
            operator(c);
        }
    }

    private void lineComment() {
        int end = at;
        while (end < sql.length() && sql.charAt(end) != '\n' && sql.charAt(end) != '\r') {
            end++;
        }
        comments.add(new Tokens.Comment(sql.substring(at, end), at, end));
        at = end;
    }

    private void blockComment() {
        int depth = 0;
        int i = at;
        while (i < sql.length()) {
            if (sql.startsWith("/*", i)) {
                depth++;
                i += 2;
            } else if (sql.startsWith("*/", i)) {
                depth--;
                i += 2;
                if (depth == 0) {
                    comments.add(new Tokens.Comment(sql.substring(at, i), at, i));
                    at = i;
                    return;
                }
            } else {
                i++;
            }
        }
        problem = "unterminated comment";
    }

    private void dollar() {
        int end = at + 1;
        while (end < sql.length() && isIdentifierPart(sql.charAt(end)) && sql.charAt(end) != '$') {
            end++;
        }
        boolean tag = end == at + 1 || !isDigit(sql.charAt(at + 1));
        if (tag && end < sql.length() && sql.charAt(end) == '$') {
            String quote = sql.substring(at, end + 1);
            int close = sql.indexOf(quote, end + 1);
            if (close < 0) {
                problem = "unterminated dollar-quoted string";
                return;
            }
            token(Kind.STRING, sql.substring(end + 1, close), close + quote.length());
        } else if (end > at + 1 && isDigit(sql.charAt(at + 1))) {
            token(Kind.PARAMETER, sql.substring(at, end), end);
        } else {
            problem = "stray $";
        }
    }

    private void number() {
        int end = at;
        boolean exponent = false;
        while (end < sql.length()) {
            char c = sql.charAt(end);
            boolean sign = (c == '+' || c == '-')
                    && end > at
                    && Character.toLowerCase(sql.charAt(end - 1)) == 'e'
                    && exponent
                    && !sql.startsWith("0x", at);
            if (c == '.' && sql.startsWith("..", end)) {
                break;
            }
            if ((!isIdentifierPart(c) && c != '.' && !sign) || c == '$') {
                break;
            }
            exponent |= c == 'e' || c == 'E';
            end++;
        }
        token(Kind.NUMBER, Names.fold(sql.substring(at, end)), end);
    }

    private void word(char first) {
        char c = Character.toLowerCase(first);
        char second = at + 1 < sql.length() ? sql.charAt(at + 1) : ' ';
        if (second == '\'' && c == 'e') {
            add(Kind.STRING, at, Quoted.escaped(sql, at + 1));
        } else if (second == '\'' && c == 'n') {
            add(Kind.STRING, at, Quoted.standard(sql, at + 1, '\''));
        } else if (second == '\'' && (c == 'b' || c == 'x')) {
            Quoted bits = Quoted.standard(sql, at + 1, '\'');
            add(Kind.BITS, at, new Quoted(c + "'" + bits.value() + "'", bits.end()));
        } else if (c == 'u' && second == '&' && at + 2 < sql.length() && "'\"".indexOf(sql.charAt(at + 2)) >= 0) {
            char quote = sql.charAt(at + 2);
            Quoted raw = Quoted.standard(sql, at + 2, quote);
            add(quote == '"' ? Kind.QUOTED : Kind.STRING, at, new Quoted(Quoted.unicode(raw.value()), raw.end()));
        } else {
            int end = at + 1;
            while (end < sql.length() && isIdentifierPart(sql.charAt(end))) {
                end++;
            }
            token(Kind.WORD, Names.fold(sql.substring(at, end)), end);
        }
    }

    private void operator(char c) {
        if (OPERATOR_CHARACTERS.indexOf(c) < 0) {
            int length = sql.startsWith("::", at) || sql.startsWith(":=", at) || sql.startsWith("..", at) ? 2 : 1;
            if (length == 1 && "()[],;:.".indexOf(c) < 0) {
                problem = "unexpected character " + (c < ' ' ? "\\u%04x".formatted((int) c) : "'" + c + "'");
                return;
            }
            token(Kind.OPERATOR, sql.substring(at, at + length), at + length);
            return;
        }
        int end = at;
        while (end < sql.length()
                && OPERATOR_CHARACTERS.indexOf(sql.charAt(end)) >= 0
                && !sql.startsWith("--", end)
                && !sql.startsWith("/*", end)) {
            end++;
        }
        boolean special = sql.substring(at, end).chars().anyMatch(o -> ENDS_ONLY_SPECIAL.indexOf(o) >= 0);
        while (end > at + 1 && !special && "+-".indexOf(sql.charAt(end - 1)) >= 0) {
            end--;
        }
        token(Kind.OPERATOR, sql.substring(at, end), end);
    }

    private void add(Kind kind, int start, Quoted quoted) {
        if (quoted.end() < 0) {
            problem = kind == Kind.QUOTED ? "unterminated quoted identifier" : "unterminated quoted string";
            return;
        }
        at = start;
        Token last = tokens.isEmpty() ? new Token(Kind.END, "", 0, 0) : tokens.get(tokens.size() - 1);
        // Two literals with a line break between them are one ('a' <newline> 'b').
        if (kind == Kind.STRING
                && last.kind() == Kind.STRING
                && sql.charAt(start) == '\''
                && sql.substring(last.end(), start).indexOf('\n') >= 0) {
            tokens.set(tokens.size() - 1, new Token(kind, last.text() + quoted.value(), last.start(), quoted.end()));
            at = quoted.end();
            return;
        }
        token(kind, quoted.value(), quoted.end());
    }

    private void token(Kind kind, String text, int end) {
        tokens.add(new Token(kind, text, at, end));
        at = end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isIdentifierStart(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
    }

    private static boolean isIdentifierPart(char c) {
        return isIdentifierStart(c) || isDigit(c) || c == '$';
    }
}
