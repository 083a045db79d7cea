package io.github.flygate.fact;

/**
 * A migration as a whole; the rest is in {@link Surroundings#script()}.
 *
 * @param file within the project
 */
public record RunScript(String file) implements Fact {
    @Override
    public String relation() {
        return "";
    }

    @Override
    public String subject() {
        return file;
    }
}
