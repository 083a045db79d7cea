package io.github.flygate.model;

import java.util.List;

/**
 * Other files for a pending migration, which do the same without what was found.
 *
 * @param file of the migration, relative to the project's folder, with {@code /}
 * @param rules whose findings end
 * @param files that take its place, in their order; the first has its name unless nothing of it is left
 * @param later what comes with a later release, when the old version is gone
 * @param settings of Flyway that it needs, such as {@code flyway.postgresql.transactional.lock=false}
 * @param refused why it is no alternative after all, in one sentence; empty when it ran, made the same catalog and ended
 *     the findings
 */
public record Alternative(
        String file, List<String> rules, List<File> files, List<File> later, List<String> settings, String refused) {
    public Alternative {
        rules = List.copyOf(rules);
        files = List.copyOf(files);
        later = List.copyOf(later);
        settings = List.copyOf(settings);
    }

    /**
     * One of them.
     *
     * @param path relative to the project's folder, with {@code /}; what comes later has no name yet
     * @param conf of the {@code .conf} file beside it; empty when it needs none
     */
    public record File(String path, String text, String conf) {}

    public boolean holds() {
        return refused.isEmpty();
    }
}
