package io.github.flygate.cli;

import io.github.flygate.github.Workflow;
import io.github.flygate.model.FlygateException;
import io.github.flygate.report.Links;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a report's files can be looked at, when the run is one of GitHub Actions. */
final class RunLinks {
    private RunLinks() {}

    /** None where that is not known: a report without links is as good as ever. */
    static Links of(Map<String, String> environment, Path folder) {
        String workspace = environment.getOrDefault("GITHUB_WORKSPACE", "");
        if (workspace.isEmpty()) {
            return Links.NONE;
        }
        try {
            Path top = Path.of(workspace).toAbsolutePath().normalize();
            Path here = folder.toAbsolutePath().normalize();
            return here.startsWith(top)
                    ? Workflow.of(environment, Optional.empty())
                            .links(top.relativize(here).toString().replace('\\', '/'))
                    : Links.NONE;
        } catch (FlygateException e) {
            return Links.NONE;
        }
    }
}
