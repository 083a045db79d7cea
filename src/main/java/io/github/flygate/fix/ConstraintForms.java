package io.github.flygate.fix;

import io.github.flygate.sql.StatementText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Constraints: first for new rows, then for those that are there; indexes before the constraints that rest on them. */
final class ConstraintForms {
    private static final Pattern WORD = Pattern.compile("\"[^\"]+\"|\\b[A-Za-z_][A-Za-z0-9_]*\\b(?!\\s*\\()");
    private static final Pattern VALIDITY = Pattern.compile("(?i)\\bnot\\s+(valid|enforced)\\b");
    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'(?:::[a-z_ ]+)?");
    private static final Set<String> NO_COLUMN = Set.of(
            "and",
            "or",
            "not",
            "is",
            "null",
            "in",
            "between",
            "like",
            "true",
            "false",
            "any",
            "all",
            "case",
            "when",
            "then",
            "else",
            "end",
            "distinct",
            "from",
            "similar",
            "to",
            "ilike",
            "interval",
            "date");

    private ConstraintForms() {}

    static List<Step> foreignKey(StatementText text, Target target) {
        return TableAction.replaced(text, (action, at) -> {
            String name = constraintName(at.expect("add"));
            int body = at.here();
            String columns = joined(at.expect("foreign", "key").groupOfNames());
            at.rest();
            return notValid(action, at.since(body), name, StatementText.chosenName(action.table(), columns, "fkey"));
        });
    }

    static List<Step> check(StatementText text, Target target) {
        return TableAction.replaced(text, (action, at) -> {
            String name = constraintName(at.expect("add"));
            int body = at.here();
            String column = onlyColumn(at.expect("check").group());
            at.rest();
            return notValid(action, at.since(body), name, StatementText.chosenName(action.table(), column, "check"));
        });
    }

    static List<Step> notValid(TableAction action, String body, String given, String chosen) {
        if (VALIDITY.matcher(body).find()) {
            return List.of();
        }
        String name = given.isEmpty() ? StatementText.quoted(chosen) : given;
        return List.of(
                Step.here(action.with("add constraint " + name + " " + body + " not valid")), action.validate(name));
    }

    private static String joined(List<String> names) {
        return names.stream().map(StatementText::plain).collect(Collectors.joining("_"));
    }

    /** PostgreSQL names a check by its column if there is one only. */
    static String onlyColumn(String condition) {
        Set<String> columns = new TreeSet<>();
        Matcher word = WORD.matcher(LITERAL.matcher(condition).replaceAll(" "));
        while (word.find()) {
            String name = StatementText.plain(word.group());
            if (!NO_COLUMN.contains(name)) {
                columns.add(name);
            }
        }
        return columns.size() == 1 ? columns.iterator().next() : "";
    }

    static List<Step> unique(StatementText text, Target target) {
        return TableAction.replaced(text, (action, at) -> {
            String given = constraintName(at.expect("add"));
            boolean primary = at.eat("primary", "key");
            if (!primary) {
                at.expect("unique");
            }
            String nulls = at.is("nulls") ? " " + at.until("(") : "";
            List<String> names = at.groupOfNames();
            List<String> included = at.eat("include") ? at.groupOfNames() : List.of();
            String attributes = at.rest();
            if (attributes.toLowerCase(Locale.ROOT).matches("(with|using)\\b.*")) {
                return List.of();
            }
            String columns = joined(names) + (included.isEmpty() ? "" : "_" + joined(included));
            String name = !given.isEmpty()
                    ? given
                    : StatementText.quoted(
                            primary
                                    ? StatementText.chosenName(action.table(), "", "pkey")
                                    : StatementText.chosenName(action.table(), columns, "key"));
            return List.of(
                    Step.alone("create unique index concurrently " + name + " on " + action.table() + " ("
                            + String.join(", ", names) + ")"
                            + (included.isEmpty() ? "" : " include (" + String.join(", ", included) + ")") + nulls),
                    Step.next(action.with("add constraint " + name + (primary ? " primary key" : " unique")
                            + " using index " + name + spaced(attributes))));
        });
    }

    static List<Step> notNull(StatementText text, Target target) {
        return TableAction.replaced(text, (action, at) -> {
            at.expect("alter").eat("column");
            String column = at.name();
            at.expect("set", "not", "null");
            return provenNotNull(action, column);
        });
    }

    /** The server believes a valid CHECK, and does not look at the rows again. */
    static List<Step> provenNotNull(TableAction action, String column) {
        String name =
                StatementText.quoted(StatementText.chosenName(action.table(), StatementText.plain(column), "not_null"));
        List<Step> steps = new ArrayList<>();
        steps.add(Step.here(action.with("add constraint " + name + " check (" + column + " is not null) not valid")));
        steps.add(action.validate(name));
        steps.add(Step.next(action.with("alter column " + column + " set not null")));
        steps.add(Step.here(action.with("drop constraint " + name)));
        return steps;
    }

    /** A column, and no expression. */
    static boolean isName(String text) {
        return text.matches("[\\p{L}_][\\p{L}\\p{N}_$]*|\"[^\"]+\"");
    }

    private static String constraintName(StatementText at) {
        return at.eat("constraint") ? at.name() : "";
    }

    private static String spaced(String text) {
        return text.isEmpty() ? "" : " " + text;
    }
}
