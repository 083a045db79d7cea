package io.github.flygate.fact;

/**
 * Files and {@code flyway_schema_history} do not agree, or will not.
 *
 * @param problem what it is, such as {@code checksum} or {@code out-of-order}; the rules name them
 * @param version of the migration; empty for repeatables and for what is none
 * @param name Flyway's name for the migration, or the file's
 * @param was what is applied, or expected; empty where there is nothing to show
 * @param becomes what the files say now
 * @param code Flyway's error code; empty when it says nothing
 * @param detail all of that in a sentence
 * @param next what production does at its next start
 * @param remedy the way out
 */
public record HistoryProblem(
        String problem,
        String version,
        String name,
        String was,
        String becomes,
        String code,
        String detail,
        String next,
        String remedy)
        implements Fact {
    @Override
    public String relation() {
        return "";
    }

    @Override
    public String subject() {
        return problem + " " + name;
    }
}
