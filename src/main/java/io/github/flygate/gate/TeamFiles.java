package io.github.flygate.gate;

import io.github.flygate.config.GateConfig;
import io.github.flygate.contract.ContractRequest.TeamStatement;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.ScriptSplitter;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the statements that a team gives: its queries, and what {@code pg_stat_statements} has seen. */
final class TeamFiles {
    private static final String USUAL = "contract/*.sql";
    private static final String SEEN = "pg_stat_statements";

    private final GateConfig config;
    private final ScriptSplitter splitter;

    TeamFiles(GateConfig config, ScriptSplitter splitter) {
        this.config = config;
        this.splitter = splitter;
    }

    /**
     * All of them, in the order of their files.
     *
     * @throws FlygateException with code CONFIGURATION when a pattern of the configuration matches no file, with
     *     file:line when a file cannot be split into statements
     */
    List<TeamStatement> read() {
        List<TeamStatement> statements = new ArrayList<>();
        List<String> patterns = config.contract().queries();
        List<Path> queries = patterns.isEmpty() ? matching(USUAL) : required("contract.queries", patterns);
        for (Path file : queries) {
            split(file, text(file), statements, "");
        }
        for (Path file : required("contract.statements", config.contract().statements())) {
            if (file.toString().endsWith(".csv")) {
                CsvQueries.of(name(file), text(file)).forEach(query -> split(file, query, statements, SEEN));
            } else {
                split(file, text(file), statements, SEEN);
            }
        }
        return statements;
    }

    private List<Path> required(String key, List<String> patterns) {
        List<Path> files = new ArrayList<>();
        for (String pattern : patterns) {
            List<Path> found = matching(pattern);
            if (found.isEmpty()) {
                throw new FlygateException(
                        ErrorCode.CONFIGURATION,
                        key + ": " + pattern + " matches no file",
                        "Patterns are relative to the project folder " + config.project() + ".");
            }
            files.addAll(found);
        }
        return files;
    }

    private List<Path> matching(String pattern) {
        Path fixed = config.project();
        for (String part : pattern.split("/", -1)) {
            if (part.matches(".*[*?\\[{].*") || !Files.isDirectory(fixed.resolve(part))) {
                break;
            }
            fixed = fixed.resolve(part);
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (Stream<Path> files = Files.walk(fixed)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> matcher.matches(config.project().relativize(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(fixed, e);
        }
    }

    private void split(Path file, String sql, List<TeamStatement> into, String origin) {
        String name = name(file);
        Migration queries = new Migration(
                Migration.Kind.CALLBACK, name, name, file, "", "", 0, sql, "placeholderReplacement=false");
        splitter.split(queries)
                .statements()
                .forEach(statement -> into.add(new TeamStatement(
                        origin.isEmpty() ? name + ":" + statement.span().line() : origin, statement)));
    }

    private String name(Path file) {
        return config.project().relativize(file).toString().replace('\\', '/');
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new FlygateException(ErrorCode.CONFIGURATION, file + " is not in UTF-8", "Save it in UTF-8.", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static FlygateException unreadable(Path file, IOException e) {
        return new FlygateException(ErrorCode.IO, file + " cannot be read: " + e.getMessage(), "Check its rights.", e);
    }
}
