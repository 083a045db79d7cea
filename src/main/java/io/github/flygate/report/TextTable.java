package io.github.flygate.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** A table of plain text whose cells wrap where the page is too narrow. */
final class TextTable {
    private static final String GAP = "  ";
    private static final int NARROW = 16;
    private static final int NARROWEST = 6;

    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... headings) {
        rows.add(List.of(headings));
    }

    void row(String... cells) {
        rows.add(Arrays.stream(cells).map(SafeText::line).toList());
    }

    void print(Page page, int indent) {
        List<Integer> widths = widths(page.width() - indent);
        for (List<String> row : rows) {
            List<List<String>> cells = new ArrayList<>();
            for (int column = 0; column < row.size(); column++) {
                cells.add(Page.wrap(row.get(column), widths.get(column)));
            }
            int height = cells.stream().mapToInt(List::size).max().orElse(0);
            for (int line = 0; line < height; line++) {
                page.cutLine(indent, Page.Ink.NONE, join(cells, widths, line).stripTrailing());
            }
        }
    }

    private static String join(List<List<String>> cells, List<Integer> widths, int line) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            List<String> cell = cells.get(column);
            String part = line < cell.size() ? cell.get(line) : "";
            text.append(Page.pad(part, widths.get(column))).append(GAP);
        }
        return text.toString();
    }

    /**
     * As wide as the content; until the row fits, wide columns give way: at spaces first, then the first column, whose
     * names have joints, then within words.
     */
    private List<Integer> widths(int room) {
        int content = room - GAP.length() * (rows.get(0).size() - 1);
        List<Integer> widths = new ArrayList<>(widest(TextTable::whole));
        List<Integer> least = new ArrayList<>(widest(TextTable::longestWord));
        shrink(widths, least, content);
        least.set(0, NARROW);
        shrink(widths, least, content);
        shrink(widths, Collections.nCopies(widths.size(), NARROWEST), content);
        return widths;
    }

    private List<Integer> widest(ToIntFunction<String> measure) {
        return IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> measure.applyAsInt(row.get(column)))
                        .max()
                        .orElse(0))
                .boxed()
                .toList();
    }

    private static void shrink(List<Integer> widths, List<Integer> least, int content) {
        int surplus = widths.stream().mapToInt(Integer::intValue).sum() - content;
        for (; surplus > 0; surplus--) {
            int column = IntStream.range(0, widths.size())
                    .filter(candidate -> widths.get(candidate) > least.get(candidate))
                    .reduce(-1, (best, next) -> best < 0 || widths.get(next) > widths.get(best) ? next : best);
            if (column < 0) {
                return;
            }
            widths.set(column, widths.get(column) - 1);
        }
    }

    private static int whole(String cell) {
        return Page.length(cell);
    }

    private static int longestWord(String cell) {
        return Arrays.stream(cell.split(" "))
                .mapToInt(Page::length)
                .reduce(Math.min(NARROW, Page.length(cell)), Math::max);
    }
}
