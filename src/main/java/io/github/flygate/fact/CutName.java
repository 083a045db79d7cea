package io.github.flygate.fact;

/**
 * A name in a definition is longer than 63 bytes, and PostgreSQL cuts it.
 *
 * @param name as written
 * @param becomes what is left of it
 */
public record CutName(String name, String becomes) implements Fact {
    @Override
    public String relation() {
        return "";
    }

    @Override
    public String subject() {
        return name;
    }
}
