package io.github.flygate.model;

import java.util.List;

/**
 * Files against {@code flyway_schema_history}.
 *
 * @param entries migrations that the history holds: those of the base, whose files have written it
 * @param exported files with histories that were compared as well, such as production's
 * @param problems where they do not agree, whatever the rules make of it
 */
public record History(int entries, List<String> exported, List<Problem> problems) {
    public History {
        exported = List.copyOf(exported);
        problems = List.copyOf(problems);
    }

    /**
     * Files and history do not agree, or will not.
     *
     * @param kind what it is, such as {@code checksum} or {@code out-of-order}
     * @param file of the migration, or what stands for it
     * @param version of the migration; empty for repeatables and for what is none
     * @param name Flyway's name for the migration, or the file's
     * @param was what is applied, or expected; empty where there is nothing to show
     * @param becomes what the files say now
     * @param code Flyway's error code at the next start; empty when Flyway says nothing
     * @param detail all of that in a sentence
     * @param next what production does at its next start
     * @param remedy the way out
     */
    public record Problem(
            String kind,
            String file,
            String version,
            String name,
            String was,
            String becomes,
            String code,
            String detail,
            String next,
            String remedy) {}
}
