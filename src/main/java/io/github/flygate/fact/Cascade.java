package io.github.flygate.fact;

/**
 * A DROP with CASCADE takes along what depends on what it names. From the server only when something did.
 *
 * @param table the first relation that the statement names; without a name when it names none
 * @param takes what went along, in the server's words; {@code whatever depends on it} from the text
 */
public record Cascade(TableFact table, String takes) implements Fact {
    @Override
    public String relation() {
        return table.name();
    }

    @Override
    public String subject() {
        return table.name();
    }
}
