package io.github.flygate.report;

import io.github.flygate.report.Prose.Block;
import io.github.flygate.report.Prose.Kind;
import java.util.ArrayList;
import java.util.List;

/** The first lines of a text, wrapped; code is indented and kept as it is. */
record Excerpt(List<String> lines, boolean cut) {
    Excerpt {
        lines = List.copyOf(lines);
    }

    /** Ends with a whole paragraph or piece of code where that leaves at least half of the lines. */
    static Excerpt of(List<Block> blocks, int width, int most) {
        List<String> lines = new ArrayList<>();
        int whole = 0;
        for (Block block : blocks) {
            lines.addAll(lines(block, width));
            boolean leadsOn = block.kind() != Kind.CODE && block.text().endsWith(":");
            if (lines.size() <= most && !leadsOn) {
                whole = lines.size();
            }
        }
        if (lines.size() <= most) {
            return new Excerpt(lines, false);
        }
        return new Excerpt(lines.subList(0, whole * 2 >= most ? whole : most), true);
    }

    private static List<String> lines(Block block, int width) {
        if (block.kind() == Kind.CODE) {
            return block.text().lines().map(line -> "  " + line).toList();
        }
        String mark = block.kind() == Kind.ITEM ? "- " : "";
        List<String> wrapped = Page.wrap(block.text().replace("`", "").replace("**", ""), width - mark.length());
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < wrapped.size(); i++) {
            lines.add((i == 0 ? mark : " ".repeat(mark.length())) + wrapped.get(i));
        }
        return lines;
    }
}
