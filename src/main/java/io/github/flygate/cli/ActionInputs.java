package io.github.flygate.cli;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Inputs of action.yml, as it hands them on: {@code base-ref} as {@code INPUT_BASE_REF}; empty is not given. */
record ActionInputs(Map<String, String> environment) {
    Optional<String> text(String name) {
        String variable = "INPUT_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
        return Optional.ofNullable(environment.get(variable)).map(String::strip).filter(value -> !value.isEmpty());
    }

    boolean flag(String name) {
        String value = text(name).orElse("false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new FlygateException(
                    ErrorCode.USAGE,
                    "input " + name + ": " + value + " is neither true nor false",
                    "write one of them");
        }
        return value.equals("true");
    }

    /** @param from what a relative path starts from */
    Path path(String name, Path from, String otherwise) {
        String value = text(name).orElse(otherwise);
        try {
            return from.resolve(value).normalize();
        } catch (InvalidPathException e) {
            throw new FlygateException(ErrorCode.USAGE, "input " + name + ": " + value + " is no path", "", e);
        }
    }

    /** The folder that the repository was checked out into. */
    Path workspace() {
        return Path.of(environment.getOrDefault("GITHUB_WORKSPACE", "")).toAbsolutePath();
    }

    Path project() {
        return path("working-directory", workspace(), ".");
    }
}
