package io.github.flygate.fix;

import io.github.flygate.sql.StatementText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * One action of an ALTER TABLE.
 *
 * @param head everything before the first action, such as {@code alter table only shop.orders}
 * @param table as it is written
 * @param action as it is written
 */
record TableAction(String head, String table, String action) {
    /** The statement that does only this. */
    String with(String other) {
        return head + " " + other;
    }

    Step validate(String constraint) {
        return Step.next(with("validate constraint " + constraint));
    }

    /**
     * Says the first action differently that a form is found for; those before and after it stay together.
     *
     * @param form the steps for an action; none when it does not fit
     */
    static List<Step> replaced(StatementText text, BiFunction<TableAction, StatementText, List<Step>> form) {
        text.expect("alter", "table").eat("if", "exists");
        text.eat("only");
        String table = text.name();
        text.eat("*");
        String head = text.passed();
        List<String> actions = text.list();
        for (int i = 0; i < actions.size(); i++) {
            TableAction action = new TableAction(head, table, actions.get(i));
            List<Step> steps = Forms.tried(() -> form.apply(action, text.part(action.action())));
            if (!steps.isEmpty()) {
                List<Step> all = new ArrayList<>(together(head, actions.subList(0, i)));
                all.addAll(steps);
                all.addAll(together(head, actions.subList(i + 1, actions.size())));
                return all;
            }
        }
        return List.of();
    }

    private static List<Step> together(String head, List<String> actions) {
        return actions.isEmpty() ? List.of() : List.of(Step.here(head + " " + String.join(", ", actions)));
    }
}
