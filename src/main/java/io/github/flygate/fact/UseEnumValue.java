package io.github.flygate.fact;

/**
 * A statement writes a string that an earlier statement of its transaction has made a value of an enum. Comes from the
 * text alone; whether the string stands for that value, the server shows by refusing it.
 *
 * @param type {@code schema.name} of the enum
 * @param value the new value
 */
public record UseEnumValue(String type, String value) implements Fact {
    @Override
    public String relation() {
        return "";
    }

    @Override
    public String subject() {
        return value;
    }
}
