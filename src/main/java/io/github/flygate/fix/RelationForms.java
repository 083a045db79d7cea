package io.github.flygate.fix;

import io.github.flygate.sql.StatementText;
import java.util.List;

/** Relations: what the old version uses goes in a later release. */
final class RelationForms {
    private RelationForms() {}

    static List<Step> later(StatementText text, Target target) {
        return text.is("alter", "table") ? laterAction(text) : List.of(Step.later(target.sql()));
    }

    private static List<Step> laterAction(StatementText text) {
        return TableAction.replaced(text, (action, at) -> {
            at.expect("drop").eat("column");
            return at.is("constraint") ? List.of() : List.of(Step.later(action.with(action.action())));
        });
    }

    /** A simple view is as good as the table for all that an application does to rows. */
    static List<Step> rename(StatementText text, Target target) {
        text.expect("alter", "table").eat("if", "exists");
        String old = text.name();
        if (!text.eat("rename", "to")) {
            return List.of();
        }
        String schema = old.contains(".") ? old.substring(0, old.lastIndexOf('.') + 1) : "";
        String view = "create view " + old + " as select * from " + schema + text.name();
        return List.of(Step.here(target.sql()), Step.here(view), Step.later("drop view " + old));
    }

    static List<Step> partition(StatementText text, Target target) {
        text.expect("create", "table");
        String name = text.name();
        text.expect("partition", "of");
        String parent = text.name();
        String bound = text.rest();
        return bound.toLowerCase(java.util.Locale.ROOT).matches("(?s)(for values|default)\\b[^;]*")
                ? List.of(
                        Step.here("create table " + name + " (like " + parent + " including all)"),
                        Step.here("alter table " + parent + " attach partition " + name + " " + bound))
                : List.of();
    }
}
