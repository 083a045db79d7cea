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

/** The safe forms, by the names that rules ask for them with. */
final class Forms {
    /** In the order in which they are tried on a statement: what changes most comes first. */
    private static final Map<String, Form> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("later-release", RelationForms::later);
        BY_NAME.put("view-with-old-name", RelationForms::rename);
        BY_NAME.put("attach-partition", RelationForms::partition);
        BY_NAME.put("serial-in-steps", ColumnForms::serial);
        BY_NAME.put("default-in-steps", ColumnForms::volatileDefault);
        BY_NAME.put("foreign-key-not-valid", ConstraintForms::foreignKey);
        BY_NAME.put("check-not-valid", Forms::check);
        BY_NAME.put("constraint-from-index", ConstraintForms::unique);
        BY_NAME.put("not-null-by-check", ConstraintForms::notNull);
        BY_NAME.put("index-concurrently", IndexForms::create);
        BY_NAME.put("drop-index-concurrently", IndexForms::drop);
        BY_NAME.put("reindex-concurrently", IndexForms::rebuild);
        BY_NAME.put("refresh-concurrently", IndexForms::refresh);
        BY_NAME.put("without-transaction", SessionForms::withoutTransaction);
        BY_NAME.put("next-file", SessionForms::nextFile);
        BY_NAME.put("set-local", SessionForms::setLocal);
        BY_NAME.put("lock-timeout", SessionForms::lockTimeout);
    }

    private Forms() {}

    static Set<String> names() {
        return Set.copyOf(BY_NAME.keySet());
    }

    /** The first of the wanted forms that fits, with its steps. */
    static Optional<Map.Entry<String, List<Step>>> first(Set<String> wanted, Target target, Pattern placeholder) {
        for (Map.Entry<String, Form> form : BY_NAME.entrySet()) {
            if (wanted.contains(form.getKey())) {
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
