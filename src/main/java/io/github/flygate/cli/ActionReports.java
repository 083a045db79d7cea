package io.github.flygate.cli;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.GateReport;
import io.github.flygate.report.ReportReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files that a step of the Action keeps its reports in. */
record ActionReports(Path json, Path markdown, Path annotations, Path sarif) {
    /** @param sarif its own place; the workspace where none is given */
    static ActionReports in(Path folder, Path sarif) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new FlygateException(
                    ErrorCode.IO,
                    "report-dir " + folder + " cannot be made: " + e.getMessage(),
                    "give a folder in the workspace or in RUNNER_TEMP",
                    e);
        }
        boolean given = !Files.isDirectory(sarif);
        return new ActionReports(
                folder.resolve("report.json"),
                folder.resolve("report.md"),
                folder.resolve("annotations.txt"),
                given ? sarif : folder.resolve("flygate.sarif"));
    }

    /** Reports of an earlier step are not those of this one. */
    void removeOld() {
        try {
            for (Path file : targets().values()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new FlygateException(
                    ErrorCode.IO, "an old report cannot be removed: " + e.getMessage(), "give another report-dir", e);
        }
    }

    /** By format. */
    Map<String, Path> targets() {
        Map<String, Path> targets = new LinkedHashMap<>();
        targets.put("json", json);
        targets.put("markdown", markdown);
        targets.put("github", annotations);
        targets.put("code-scanning", sarif);
        return targets;
    }

    GateReport report() {
        try (InputStream content = Files.newInputStream(json)) {
            return ReportReader.read(content);
        } catch (IOException e) {
            throw new FlygateException(ErrorCode.IO, json + " cannot be read: " + e.getMessage(), "", e);
        }
    }
}
