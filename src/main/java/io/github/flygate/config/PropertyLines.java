package io.github.flygate.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Java properties with line numbers, in the two dialects that Spring and Flyway read. */
final class PropertyLines {
    private PropertyLines() {}

    /** A key, its value, and the line of the key. */
    record Property(String key, String value, int line) {}

    /**
     * Spring's dialect: a line {@code #---} begins a further document.
     *
     * @return the documents in their order
     */
    static List<List<Property>> spring(SourceFile file) {
        List<String> lines = file.text().lines().toList();
        List<List<Property>> documents = new ArrayList<>();
        documents.add(new ArrayList<>());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.stripTrailing().equals("#---") || line.stripTrailing().equals("!---")) {
                documents.add(new ArrayList<>());
                continue;
            }
            int first = i;
            StringBuilder logical = new StringBuilder(line);
            while (!isComment(line) && continues(lines.get(i)) && i + 1 < lines.size()) {
                logical.append('\n').append(lines.get(++i));
            }
            parse(file, first + 1, logical.toString(), documents.get(documents.size() - 1));
        }
        return documents;
    }

    /**
     * Flyway's dialect: a backslash is a plain character, except at the end of a line that goes on in the next one. A
     * test compares it with Flyway's {@code ConfigUtils.loadConfigurationFromReader}.
     */
    static List<Property> flyway(SourceFile file) {
        List<String> lines = file.text().lines().toList();
        List<Property> properties = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            int first = i;
            StringBuilder logical = new StringBuilder();
            String line = lines.get(i).strip();
            while (!isComment(line) && line.endsWith("\\") && i + 1 < lines.size() && goesOn(lines.get(i + 1))) {
                logical.append(escape(line.substring(0, line.length() - 1))).append("\\\n");
                line = lines.get(++i).strip();
            }
            parse(file, first + 1, logical.append(escape(line)).toString(), properties);
        }
        return properties;
    }

    private static boolean goesOn(String next) {
        return !next.isEmpty() && !(next.strip().startsWith("flyway.") && next.contains("="));
    }

    private static String escape(String line) {
        return line.replace("\\", "\\\\");
    }

    private static boolean isComment(String line) {
        String text = line.stripLeading();
        return text.startsWith("#") || text.startsWith("!");
    }

    private static boolean continues(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static void parse(SourceFile file, int line, String logical, List<Property> into) {
        Properties parsed = new Properties();
        try {
            parsed.load(new StringReader(logical));
        } catch (IllegalArgumentException e) {
            throw file.syntaxError(line, "properties", "a \\u without four digits");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        parsed.stringPropertyNames().forEach(key -> into.add(new Property(key, parsed.getProperty(key), line)));
    }
}
