package io.github.flygate.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A line of {@code dangers.txt}.
 *
 * @param begins the first of its group
 * @param rules ids of those that tell it
 * @param note where else it is told, or why it is told so
 */
record Danger(String group, boolean begins, String title, List<String> rules, String note) {
    static List<Danger> all() {
        List<Danger> dangers = new ArrayList<>();
        String group = "";
        boolean begins = false;
        for (String line : text().lines().toList()) {
            if (line.startsWith("## ")) {
                group = line.substring(3);
                begins = true;
            } else if (!line.isBlank() && !line.startsWith("#")) {
                String[] cells = line.split("\\|", -1);
                List<String> rules = Arrays.stream(cells[1].split(",", -1))
                        .map(String::strip)
                        .filter(id -> !id.isEmpty())
                        .toList();
                dangers.add(new Danger(group, begins, cells[0].strip(), rules, cells[2].strip()));
                begins = false;
            }
        }
        return dangers;
    }

    private static String text() {
        try (InputStream in = Danger.class.getResourceAsStream("dangers.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
