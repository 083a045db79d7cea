package io.github.flygate.rule;

import io.github.flygate.model.Hazard;
import io.github.flygate.model.RuleCard;
import io.github.flygate.model.RuleId;
import io.github.flygate.model.Severity;
import java.util.List;

/**
 * A rule file, read.
 *
 * @param aliases ids that the rule had before
 * @param status {@code preview}, {@code stable} or {@code deprecated}
 * @param since the version of flygate that has it first
 * @param postgresFrom first major version of PostgreSQL it is about
 * @param postgresTo last one; {@link Integer#MAX_VALUE} when there is no last
 * @param on the fact type, such as {@code create_index}
 * @param when the condition, in CEL; empty when {@code javaCheck}
 * @param javaCheck a class decides
 * @param message with {@code {table.name}} for a component of the fact
 * @param fix name of the form in which {@code flygate fix} says the statement; empty for none
 * @param why Markdown
 * @param instead the safe alternative, in Markdown; empty when the file says that there is none
 * @param source path of the file, for error messages
 */
public record Rule(
        RuleId id,
        List<RuleId> aliases,
        String title,
        Severity severity,
        Hazard hazard,
        String status,
        String since,
        int postgresFrom,
        int postgresTo,
        String on,
        String when,
        boolean javaCheck,
        String message,
        Observed observed,
        List<String> links,
        String fix,
        String why,
        String instead,
        List<Example> examples,
        String source) {
    public Rule {
        aliases = List.copyOf(aliases);
        links = List.copyOf(links);
        examples = List.copyOf(examples);
    }

    /** What reports may say of it. */
    public RuleCard card() {
        return new RuleCard(id, title, severity, hazard, status, why, instead, links);
    }

    /** Whether it says something about this major version of PostgreSQL. */
    public boolean appliesTo(int postgresMajor) {
        return postgresFrom <= postgresMajor && postgresMajor <= postgresTo;
    }
}
