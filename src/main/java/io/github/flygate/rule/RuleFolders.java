package io.github.flygate.rule;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where rule files lie: in {@code rules/} on the class path (a folder or a jar), and in a team's folder. */
final class RuleFolders {
    private static final String SHIPPED = "rules/";
    private static final String INDEX = "README.md";
    private static final Pattern LINK = Pattern.compile("]\\(([a-z0-9-]+\\.md)\\)");

    private RuleFolders() {}

    static List<RuleFile> shipped() {
        // The table of rules is always beside them, so it shows where they are; a jar need not have folder entries.
        URL index = Optional.ofNullable(RuleFolders.class.getResource("/" + SHIPPED + INDEX))
                .orElseThrow(() -> new FlygateException(
                        ErrorCode.INTERNAL, "the rules are missing from the class path", "Install flygate again"));
        try {
            if (index.getProtocol().equals("file")) {
                Path file = Path.of(URI.create(index.toString()));
                return inFolder(Optional.ofNullable(file.getParent()).orElseThrow(), SHIPPED);
            }
            return inTable(resource(INDEX));
        } catch (IOException e) {
            throw new FlygateException(ErrorCode.IO, "cannot read the shipped rules: " + e.getMessage(), "", e);
        }
    }

    static List<RuleFile> read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new FlygateException(
                    ErrorCode.CONFIGURATION,
                    "there is no folder of rules " + folder,
                    "Correct rules: folder: in flygate.yml, or let flygate rules new make it");
        }
        try {
            return inFolder(folder, folder.toString().replace('\\', '/') + "/");
        } catch (IOException e) {
            throw new FlygateException(
                    ErrorCode.IO, "cannot read the rules in " + folder + ": " + e.getMessage(), "", e);
        }
    }

    private static List<RuleFile> inFolder(Path folder, String shownAs) throws IOException {
        List<RuleFile> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path path : entries.sorted().toList()) {
                String name = path.getFileName().toString();
                if (isRule(name)) {
                    files.add(RuleFile.read(shownAs + name, text(path, shownAs + name)));
                }
            }
        }
        return files;
    }

    private static String text(Path path, String shownAs) throws IOException {
        try {
            return Files.readString(path);
        } catch (CharacterCodingException e) {
            throw RuleError.at(shownAs, 1, "the file is not UTF-8");
        }
    }

    /** Going through a jar of thirty thousand files takes longer than reading the tables, which name every rule. */
    private static List<RuleFile> inTable(String table) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        Matcher link = LINK.matcher(table);
        while (link.find()) {
            names.add(link.group(1));
        }
        List<RuleFile> files = new ArrayList<>();
        for (String name : names) {
            files.add(RuleFile.read(SHIPPED + name, resource(name)));
        }
        return files;
    }

    private static String resource(String name) throws IOException {
        try (InputStream content = RuleFolders.class.getResourceAsStream("/" + SHIPPED + name)) {
            if (content == null) {
                throw new FileNotFoundException(SHIPPED + name + " is missing");
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static boolean isRule(String name) {
        return name.endsWith(".md") && !name.equals(INDEX) && name.indexOf('/') < 0;
    }
}
