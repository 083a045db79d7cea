package io.github.flygate.fix;

import io.github.flygate.sql.StatementText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Indexes, materialized views and partitions: CONCURRENTLY, where there is such a form. */
final class IndexForms {
    private static final String CONCURRENTLY = " concurrently";

    private IndexForms() {}

    /** With a name: without one a build that was cut short is built once more under another, and the first stays, invalid. */
    static List<Step> create(StatementText text, Target target) {
        text.expect("create").eat("unique");
        text.expect("index");
        if (text.is("concurrently") || text.is("if")) {
            return List.of();
        }
        String head = text.passed() + CONCURRENTLY;
        if (!text.is("on")) {
            return List.of(Step.alone(head + " " + text.rest()));
        }
        int from = text.here();
        text.expect("on").eat("only");
        String table = text.name();
        if (text.eat("using")) {
            text.name();
        }
        List<String> columns = new ArrayList<>(text.groupOfNames());
        if (text.eat("include")) {
            columns.addAll(text.groupOfNames());
        }
        text.rest();
        String chosen = StatementText.chosenName(
                table, columns.stream().map(StatementText::plain).collect(Collectors.joining("_")), "idx");
        return columns.stream().allMatch(ConstraintForms::isName)
                ? List.of(Step.alone(head + " " + StatementText.quoted(chosen) + " " + text.since(from)))
                : List.of();
    }

    static List<Step> drop(StatementText text, Target target) {
        text.expect("drop", "index");
        boolean ifExists = text.eat("if", "exists");
        List<Step> steps = new ArrayList<>();
        for (String name : text.list()) {
            if (name.toLowerCase(Locale.ROOT).endsWith(" cascade")) {
                return List.of();
            }
            steps.add(Step.alone("drop index concurrently " + (ifExists ? "if exists " : "") + name));
        }
        return steps;
    }

    static List<Step> rebuild(StatementText text, Target target) {
        text.expect("reindex");
        if (text.is("(")) {
            text.group();
        }
        if (text.eatAny("index", "table")) {
            return List.of(Step.withoutTransaction(inserted(text)));
        }
        return text.eatAny("schema", "database") ? List.of(Step.alone(inserted(text))) : List.of();
    }

    static List<Step> refresh(StatementText text, Target target) {
        text.expect("refresh", "materialized", "view");
        return text.is("concurrently") ? List.of() : List.of(Step.here(inserted(text)));
    }

    private static String inserted(StatementText text) {
        String before = text.passed();
        return before + CONCURRENTLY + " " + text.rest();
    }
}
