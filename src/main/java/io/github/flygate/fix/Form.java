package io.github.flygate.fix;

import io.github.flygate.sql.StatementText;
import java.util.List;

/** How a statement is said safely. */
@FunctionalInterface
interface Form {
    /**
     * The steps in this form.
     *
     * @return the steps that take the statement's place; none when this form does not fit
     * @throws io.github.flygate.sql.Unreadable likewise
     */
    List<Step> steps(StatementText text, Target target);
}
