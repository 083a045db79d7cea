package io.github.flygate.fix;

import io.github.flygate.sql.StatementText;
import io.github.flygate.sql.Unreadable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The safe forms, by the rule whose finding they end. */
final class Forms {
    /** In the order in which they are tried on a statement: what changes most comes first. */
    private static final Map<String, Form> BY_RULE = new LinkedHashMap<>();

    static {
        BY_RULE.put("drop-table", RelationForms::later);
        BY_RULE.put("drop-column", RelationForms::dropColumn);
        BY_RULE.put("rename-or-move-relation", RelationForms::rename);
        BY_RULE.put("partition-create-locks-parent", RelationForms::partition);
        BY_RULE.put("partition-detach-blocking", IndexForms::detach);
        BY_RULE.put("add-column-auto-increment", ColumnForms::serial);
        BY_RULE.put("add-column-volatile-default", ColumnForms::volatileDefault);
        BY_RULE.put("foreign-key-validating", ConstraintForms::foreignKey);
        BY_RULE.put("check-validating", Forms::check);
        BY_RULE.put("constraint-builds-index", ConstraintForms::unique);
        BY_RULE.put("set-not-null-scan", ConstraintForms::notNull);
        BY_RULE.put("domain-constraint-validating", ConstraintForms::domain);
        BY_RULE.put("index-create-blocking", IndexForms::create);
        BY_RULE.put("index-drop-blocking", IndexForms::drop);
        BY_RULE.put("reindex-blocking", IndexForms::rebuild);
        BY_RULE.put("matview-refresh-blocking", IndexForms::refresh);
        BY_RULE.put("non-transactional-in-transaction", SessionForms::withoutTransaction);
        BY_RULE.put("not-valid-validated-same-tx", SessionForms::nextFile);
        BY_RULE.put("enum-value-used-same-tx", SessionForms::nextFile);
        BY_RULE.put("work-under-access-exclusive", SessionForms::nextFile);
        BY_RULE.put("multi-table-exclusive", SessionForms::nextFile);
        BY_RULE.put("flyway-session-state-leak", SessionForms::setLocal);
        BY_RULE.put("lock-timeout-missing", SessionForms::lockTimeout);
    }

    private Forms() {}

    /** The rules that there is a form for. */
    static Set<String> rules() {
        return Set.copyOf(BY_RULE.keySet());
    }

    /** The first of the statement's rules that there is a form for which fits, with its steps. */
    static Optional<Map.Entry<String, List<Step>>> first(Set<String> rules, Target target, Pattern placeholder) {
        for (Map.Entry<String, Form> form : BY_RULE.entrySet()) {
            if (rules.contains(form.getKey())) {
                List<Step> steps =
                        tried(() -> form.getValue().steps(StatementText.of(target.sql(), placeholder), target));
                if (!steps.isEmpty()) {
                    return Optional.of(Map.entry(form.getKey(), steps));
                }
            }
        }
        return Optional.empty();
    }

    private static List<Step> check(StatementText text, Target target) {
        List<Step> steps = tried(() -> ConstraintForms.check(text.part(target.sql()), target));
        return steps.isEmpty() ? ColumnForms.inlineCheck(text, target) : steps;
    }

    /** None where the statement is not of that form. */
    static List<Step> tried(Supplier<List<Step>> steps) {
        try {
            return steps.get();
        } catch (Unreadable e) {
            return List.of();
        }
    }
}
