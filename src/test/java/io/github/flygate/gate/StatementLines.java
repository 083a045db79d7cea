package io.github.flygate.gate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Lists of statements, one a line. Braces with bars between stand for one line with each choice, doubled braces for
 * themselves; {@code [14-]} in front names a first and {@code [-17]} a last major version of PostgreSQL.
 */
final class StatementLines {
    private static final String OPEN = "\u0001";
    private static final String CLOSE = "\u0002";

    private StatementLines() {}

    static List<String> read(String name, int postgres) throws IOException {
        List<String> statements = new ArrayList<>();
        for (String line : resource(name).lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String text = line;
            if (line.startsWith("[")) {
                String range = line.substring(1, line.indexOf(']'));
                int major = Integer.parseInt(range.replace("-", ""));
                if (range.endsWith("-") ? postgres < major : postgres > major) {
                    continue;
                }
                text = line.substring(line.indexOf(']') + 1);
            }
            for (String one : expanded(text.replace("{{", OPEN).replace("}}", CLOSE))) {
                statements.add(one.replace(OPEN, "{").replace(CLOSE, "}").strip());
            }
        }
        return statements.stream().distinct().toList();
    }

    private static List<String> expanded(String line) {
        int open = line.indexOf('{');
        if (open < 0) {
            return List.of(line);
        }
        int close = line.indexOf('}', open);
        List<String> lines = new ArrayList<>();
        for (String choice : line.substring(open + 1, close).split("\\|", -1)) {
            lines.addAll(expanded(line.substring(0, open) + choice + line.substring(close + 1)));
        }
        return lines;
    }

    static String resource(String name) throws IOException {
        try (InputStream in = StatementLines.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
