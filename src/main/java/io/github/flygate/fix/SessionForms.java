package io.github.flygate.fix;

import io.github.flygate.sql.StatementText;
import java.util.List;

/** Transactions and what is set for them. */
final class SessionForms {
    private SessionForms() {}

    /** What it needs of the statements before it is committed by then. */
    static List<Step> nextFile(StatementText text, Target target) {
        return List.of(Step.next(target.sql()));
    }

    static List<Step> withoutTransaction(StatementText text, Target target) {
        return List.of(Step.withoutTransaction(target.sql()));
    }

    static List<Step> lockTimeout(StatementText text, Target target) {
        return target.script().transactional()
                ? List.of(Step.here("set local lock_timeout = '2s'"), Step.here(target.sql()))
                : List.of();
    }

    static List<Step> setLocal(StatementText text, Target target) {
        text.expect("set").eat("session");
        return target.script().transactional() && !text.is("local")
                ? List.of(Step.here("set local " + text.rest()))
                : List.of();
    }
}
