package io.github.flygate.base;

import io.github.flygate.config.GateConfig;
import io.github.flygate.history.HistoryBase;
import io.github.flygate.history.HistoryFile;
import io.github.flygate.migration.MigrationFinder;
import io.github.flygate.migration.MigrationPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is applied and what is pending in a project, by the base that is configured for it. */
public final class ProjectPlan {
    private ProjectPlan() {}

    /**
     * The base is the merge base of a git ref and HEAD, everything up to a version, or what an exported history has
     * applied.
     *
     * @param environment the CI system's variables, in which the pull request's base is looked up
     * @param also other branches whose new migrations may come into the way; looked at with a base in git only
     */
    public static MigrationPlan find(GateConfig config, Map<String, String> environment, List<String> also) {
        MigrationFinder finder = new MigrationFinder(environment);
        Optional<Path> exported = config.history().base();
        if (exported.isPresent()) {
            HistoryFile history = HistoryFile.read(config.project(), exported.get());
            return finder.plan(
                    config.project(),
                    config.flyway(),
                    history.file(),
                    head -> HistoryBase.pending(history, head, config.flyway()));
        }
        return finder.plan(config.project(), config.flyway(), config.baseRef(), config.baseVersion(), also);
    }
}
