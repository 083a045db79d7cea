package io.github.flygate.fact;

/**
 * A suppression that does not do what its author thinks.
 *
 * @param problem a sentence: no reason, unknown rule, nothing suppressed, expired
 */
public record SuppressionProblem(String problem) implements Fact {
    @Override
    public String relation() {
        return "";
    }

    @Override
    public String subject() {
        return problem;
    }
}
