package io.github.flygate.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A statement as it is written, taken apart from left to right without changing a character of it: names keep their
 * quotes, placeholders stay, comments between the parts stay with the part before.
 */
public final class StatementText {
    private final String text;
    private final Pattern placeholder;
    private final Cursor cursor;

    private StatementText(String text, Pattern placeholder, List<Token> tokens) {
        this.text = text;
        this.placeholder = placeholder;
        this.cursor = new Cursor(tokens);
    }

    /**
     * Ready at its first word.
     *
     * @param text without the delimiter
     * @param placeholder matches one of Flyway's placeholders, which may stand for a name or a part of one
     * @throws Unreadable when PostgreSQL's scanner would not reach the end
     */
    public static StatementText of(String text, Pattern placeholder) {
        String masked = placeholder
                .matcher(text)
                .replaceAll(found -> "p".repeat(found.group().length()));
        Tokens tokens = Tokenizer.tokenize(masked);
        if (!tokens.problem().isEmpty()) {
            throw new Unreadable(tokens.problem());
        }
        return new StatementText(text, placeholder, tokens.list());
    }

    /** The same for a part of it. */
    public StatementText part(String slice) {
        return of(slice, placeholder);
    }

    public boolean is(String... words) {
        return cursor.is(words);
    }

    /** Passes these words if they are next. */
    public boolean eat(String... words) {
        return cursor.eat(words);
    }

    public boolean eatAny(String... words) {
        return cursor.eatAny(words);
    }

    public boolean atEnd() {
        return cursor.atEnd();
    }

    /**
     * Passes these words.
     *
     * @throws Unreadable when something else is next
     */
    public StatementText expect(String... words) {
        cursor.expect(words);
        return this;
    }

    /** A name, qualified or not, as it is written. */
    public String name() {
        int from = cursor.position();
        cursor.name();
        return slice(cursor.since(from));
    }

    /** What stands in parentheses here, with them. */
    public String group() {
        int from = cursor.position();
        cursor.parenthesised();
        return slice(cursor.since(from));
    }

    /** The names in parentheses here. */
    public List<String> groupOfNames() {
        return Cursor.split(cursor.parenthesised()).stream().map(this::slice).toList();
    }

    /** Everything up to one of these words outside of parentheses, or to the end. */
    public String until(String... words) {
        int from = cursor.position();
        while (!cursor.atEnd() && !isAny(words)) {
            cursor.skip();
        }
        return slice(cursor.since(from));
    }

    private boolean isAny(String... words) {
        for (String word : words) {
            if (cursor.is(word)) {
                return true;
            }
        }
        return false;
    }

    public String rest() {
        return slice(cursor.rest());
    }

    /** What is left, split at commas outside of parentheses. */
    public List<String> list() {
        List<String> parts = new ArrayList<>();
        Cursor.split(cursor.rest()).forEach(part -> parts.add(slice(part)));
        return parts;
    }

    /** What was passed so far. */
    public String passed() {
        return since(0);
    }

    /** Where the next word stands, for {@link #since}. */
    public int here() {
        return cursor.position();
    }

    /** What was passed since then. */
    public String since(int here) {
        return slice(cursor.since(here));
    }

    /** A name as PostgreSQL stores it: without schema and quotes. */
    public static String plain(String name) {
        return Names.parse(name).name();
    }

    /** A stored name as it has to be written. */
    public static String quoted(String name) {
        boolean plain = name.matches("[a-z_][a-z0-9_]*") && !Names.isReserved(name);
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /**
     * The name that PostgreSQL gives to a constraint, index or sequence that has none, as long as it is free: the longer part
     * is cut first. Source: makeObjectName in src/backend/commands/indexcmds.c.
     */
    public static String chosenName(String table, String column, String label) {
        return Names.chosen(plain(table), column, label);
    }

    private String slice(List<Token> tokens) {
        return tokens.isEmpty()
                ? ""
                : text.substring(
                        tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
    }
}
