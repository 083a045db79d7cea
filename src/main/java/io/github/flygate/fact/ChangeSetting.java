package io.github.flygate.fact;

/**
 * A statement of its own sets a parameter of the session, by SET, RESET or {@code set_config()}. Comes from the text
 * alone: the server does not say who set a parameter.
 *
 * @param setting the parameter's name, in lower case
 * @param value as written; empty for the default
 * @param local only for the transaction
 * @param inVain why it does not do what it is meant to, in a sentence; empty when it does
 */
public record ChangeSetting(String setting, String value, boolean local, String inVain) implements Fact {
    @Override
    public String relation() {
        return "";
    }

    @Override
    public String subject() {
        return setting;
    }
}
