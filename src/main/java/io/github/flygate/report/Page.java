package io.github.flygate.report;

import io.github.flygate.report.Reports.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lines for a terminal or a CI log: wrapped, harmless, coloured on request. */
final class Page {
    private static final String RESET = "\u001b[0m";

    /** GitHub, Azure and TeamCity obey {@code ##[command]}, {@code ##vso[…]}, {@code ##teamcity[…]} in a log line. */
    private static final Pattern LOG_COMMAND = Pattern.compile("#(?=#\\w*\\[)");

    private final StringBuilder page = new StringBuilder();
    private final Style style;

    Page(Style style) {
        this.style = style;
    }

    enum Ink {
        NONE(""),
        BOLD("\u001b[1m"),
        FAINT("\u001b[2m"),
        RED("\u001b[1;31m"),
        GREEN("\u001b[1;32m"),
        YELLOW("\u001b[33m"),
        CYAN("\u001b[36m");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    int width() {
        return style.width();
    }

    void blank() {
        page.append('\n');
    }

    void line(int indent, String text) {
        line(indent, indent, Ink.NONE, text, "");
    }

    /** A line whose lead is coloured; wrapped lines are indented by {@code hang}. */
    void line(int indent, int hang, Ink ink, String lead, String rest) {
        String safeLead = SafeText.line(lead);
        List<String> lines = wrap(safeLead + SafeText.block(rest).replace('\n', ' '), width() - indent, width() - hang);
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i);
            int painted = i == 0 ? Math.min(safeLead.length(), text.length()) : 0;
            append(i == 0 ? indent : hang, text, ink, painted);
        }
    }

    /** A line that is cut at the page's width, never wrapped. */
    void cutLine(int indent, Ink ink, String text) {
        String cut = SafeText.cut(SafeText.block(text).replace('\n', ' '), width() - indent)
                .stripTrailing();
        append(indent, cut, ink, cut.length());
    }

    /** A word and what it says, in two columns. */
    void labelled(int indent, int labelWidth, String label, String text) {
        line(indent, indent + labelWidth, Ink.NONE, "", pad(label, labelWidth) + SafeText.line(text));
    }

    @Override
    public String toString() {
        return page.toString();
    }

    static String pad(String text, int width) {
        int missing = width - length(text);
        return missing <= 0 ? text : text + " ".repeat(missing);
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Breaks at spaces where it can and within a word where it must. */
    static List<String> wrap(String text, int width) {
        return wrap(text, width, width);
    }

    private static List<String> wrap(String text, int firstWidth, int nextWidth) {
        List<String> lines = new ArrayList<>();
        String rest = text.stripTrailing();
        int room = firstWidth;
        while (length(rest) > room) {
            int most = rest.offsetByCodePoints(0, room);
            int space = rest.lastIndexOf(' ', most);
            boolean atSpace = space > 0 && !rest.substring(0, space).isBlank();
            int end = atSpace ? space : joint(rest, most);
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
            room = nextWidth;
        }
        lines.add(rest);
        return lines;
    }

    /** After the last mark that joins words in paths and names, unless that leaves the line half empty. */
    private static int joint(String text, int most) {
        for (int end = most; end > most / 2; end--) {
            if ("/_.-".indexOf(text.charAt(end - 1)) >= 0) {
                return end;
            }
        }
        return most;
    }

    private void append(int indent, String text, Ink ink, int painted) {
        String lead = text.substring(0, painted);
        String rest = text.substring(painted);
        page.append(" ".repeat(indent));
        if (style.colour() && ink != Ink.NONE && !lead.isEmpty()) {
            page.append(ink.code).append(disarm(lead)).append(RESET).append(rest.isEmpty() ? "" : disarmTail(rest));
        } else {
            page.append(disarm(text));
        }
        page.append('\n');
    }

    /** GitHub obeys {@code ::command::} at the start of a log line, also after spaces. */
    static String disarm(String text) {
        String tail = disarmTail(text);
        return tail.stripLeading().startsWith("::") ? tail.replaceFirst("::", "\\\\u003a:") : tail;
    }

    /** Commands that are obeyed wherever they stand in a line. */
    static String disarmTail(String text) {
        return LOG_COMMAND.matcher(text).replaceAll("\\\\u0023");
    }
}
