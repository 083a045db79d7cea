package io.github.flygate.fact;

import java.util.List;

/**
 * Parameters of the session that a file sets and that are in force when it is done, so that the next file of the same
 * deployment, and whoever gets the session afterwards, has them too. It stands on the first statement that sets one of
 * them. Comes from the text alone; without {@code role} and {@code search_path}, which Flyway puts back.
 *
 * @param settings their names, in lower case
 */
public record LeaveSettings(List<String> settings) implements Fact {
    public LeaveSettings {
        settings = List.copyOf(settings);
    }

    @Override
    public String relation() {
        return "";
    }

    @Override
    public String subject() {
        return "";
    }
}
