package io.github.flygate.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** One block of a table of scripts: a title behind {@code ===}, the script, a line {@code ---}, and what it says. */
record Case(String title, String sql, String expected) {
    @Override
    public String toString() {
        return title;
    }

    static Stream<Case> of(String file) throws IOException {
        try (InputStream in = Case.class.getResourceAsStream(file)) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            List<Case> cases = new ArrayList<>();
            for (String block : text.split("(?m)^=== ?", -1)) {
                int titleEnd = block.indexOf('\n');
                int dash = block.indexOf("\n---\n");
                if (titleEnd > 0 && dash > 0) {
                    cases.add(new Case(
                            block.substring(0, titleEnd),
                            block.substring(titleEnd + 1, dash),
                            block.substring(dash + 5).stripTrailing()));
                }
            }
            return cases.stream();
        }
    }
}
