package io.github.flygate.rule;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Severity;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * What a rule's severity is in some files.
 *
 * @param severity empty where the rule is switched off
 */
record Adjusted(PathMatcher path, Optional<Severity> severity) {
    static Adjusted of(Adjustment adjustment, Optional<Severity> severity) {
        try {
            return new Adjusted(FileSystems.getDefault().getPathMatcher("glob:" + adjustment.path()), severity);
        } catch (PatternSyntaxException e) {
            throw new FlygateException(
                    ErrorCode.CONFIGURATION,
                    "rules.adjust: path: \"" + adjustment.path() + "\" is no pattern: " + e.getDescription(),
                    "write one such as db/archive/** or **/V1__x.sql");
        }
    }

    boolean matches(String file) {
        try {
            return path.matches(Path.of(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
