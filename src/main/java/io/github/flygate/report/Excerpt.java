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

    static Excerpt of(List<Block> blocks, int width, int most) {
        List<String> lines = new ArrayList<>();
        for (Block block : blocks) {
            if (block.kind() == Kind.CODE) {
                block.text().lines().forEach(line -> lines.add("  " + line));
            } else {
                String mark = block.kind() == Kind.ITEM ? "- " : "";
                List<String> wrapped = Page.wrap(block.text().replace("`", ""), width - mark.length());
                for (int i = 0; i < wrapped.size(); i++) {
                    lines.add((i == 0 ? mark : " ".repeat(mark.length())) + wrapped.get(i));
                }
            }
        }
        return lines.size() <= most ? new Excerpt(lines, false) : new Excerpt(lines.subList(0, most), true);
    }
}
