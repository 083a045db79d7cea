package io.github.flygate.model;

import java.util.List;

/**
 * What can be said differently in one database's pending migrations.
 *
 * @param others findings that stay, one a line
 */
public record Fixes(List<Alternative> alternatives, List<String> others) {
    public Fixes {
        alternatives = List.copyOf(alternatives);
        others = List.copyOf(others);
    }
}
