package io.github.flygate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Takes the little Markdown that rule pages use apart into blocks: paragraphs, list items, code. */
final class Prose {
    private static final Pattern FENCE = Pattern.compile("\\s{0,3}(```+|~~~+).*");
    private static final Pattern ITEM = Pattern.compile("\\s*([-*+]|\\d{1,3}[.)])\\s+.*");

    private final List<Block> blocks = new ArrayList<>();
    private final List<String> open = new ArrayList<>();
    private Kind kind = Kind.PARAGRAPH;
    private String fence = "";

    private Prose() {}

    /** CODE keeps its line ends; the others are one line, without the list mark. */
    enum Kind {
        PARAGRAPH,
        ITEM,
        CODE
    }

    record Block(Kind kind, String text) {}

    static List<Block> of(String text) {
        Prose prose = new Prose();
        SafeText.block(text).lines().forEach(prose::line);
        prose.close();
        return List.copyOf(prose.blocks);
    }

    private void line(String line) {
        if (!fence.isEmpty()) {
            if (line.strip().equals(fence)) {
                close();
            } else {
                open.add(line.stripTrailing());
            }
            return;
        }
        if (FENCE.matcher(line).matches()) {
            close();
            kind = Kind.CODE;
            fence = mark(line.strip());
        } else if (line.isBlank()) {
            close();
        } else if (ITEM.matcher(line).matches()) {
            close();
            kind = Kind.ITEM;
            open.add(line.strip().replaceFirst("^([-*+]|\\d{1,3}[.)])\\s+", ""));
        } else {
            open.add(line.strip());
        }
    }

    private void close() {
        if (!open.isEmpty()) {
            blocks.add(new Block(kind, String.join(kind == Kind.CODE ? "\n" : " ", open)));
        }
        open.clear();
        kind = Kind.PARAGRAPH;
        fence = "";
    }

    private static String mark(String line) {
        int end = 0;
        while (end < line.length() && line.charAt(end) == line.charAt(0)) {
            end++;
        }
        return line.substring(0, end);
    }
}
