package io.github.flygate.report;

import io.github.flygate.report.Prose.Block;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text from elsewhere, made inert in GitHub-flavoured Markdown: it opens no tag, cell, link, mention, reference,
 * formula or heading. GitHub looks for mentions and references after Markdown is rendered, so escaping alone does not
 * stop them; an invisible space does.
 */
final class MarkdownText {
    private static final String BREAK = "&#8203;";
    private static final Pattern SPECIAL =
            Pattern.compile("[\\\\`*_\\[\\]<>~|&$@!]|#(?=\\d)|GH-(?=\\d)|(?i::(?=//)|www(?=\\.))");
    private static final Pattern HTML_SPECIAL = Pattern.compile("[^\\p{L}\\p{N} ,;/()=+-]");
    private static final Pattern CODE_SPAN = Pattern.compile("(?<!`)`([^`]+)`(?!`)");
    private static final Pattern BLOCK_START = Pattern.compile("^([#>+=-]|\\d{1,9}(?=[.)]))");
    private static final Pattern BACKTICKS = Pattern.compile("`+");

    private MarkdownText() {}

    /** One line of running text. Single backticks mark code, as rule messages use them. */
    static String inline(String text) {
        String line = SafeText.line(text);
        StringBuilder escaped = new StringBuilder();
        Matcher span = CODE_SPAN.matcher(line);
        int from = 0;
        while (span.find()) {
            escaped.append(escape(line.substring(from, span.start()))).append(code(span.group(1)));
            from = span.end();
        }
        return escaped.append(escape(line.substring(from))).toString();
    }

    /** A code span, also in a table's cell. */
    static String code(String text) {
        String line = Page.disarmTail(SafeText.line(text));
        if (line.isEmpty()) {
            return "";
        }
        return line.indexOf('`') < 0 && line.indexOf('|') < 0 ? "`" + line + "`" : htmlCode(line);
    }

    /** Code inside an HTML block, where Markdown is not read. */
    static String summaryCode(String text) {
        String html = Page.disarmTail(SafeText.line(text))
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
        return "<code>" + html + "</code>";
    }

    /** Code where a code span would end too early. */
    private static String htmlCode(String text) {
        Matcher special = HTML_SPECIAL.matcher(SafeText.line(text));
        return "<code>" + special.replaceAll(found -> "&#" + found.group().codePointAt(0) + ";") + "</code>";
    }

    /** A fenced block that nothing inside can end. */
    static String fenced(String text, String language) {
        // A report on standard output is part of the CI log as well.
        String code = SafeText.block(text)
                .lines()
                .map(Page::disarm)
                .collect(Collectors.joining("\n"))
                .stripTrailing();
        int longest = BACKTICKS
                .matcher(code)
                .results()
                .mapToInt(run -> run.group().length())
                .max()
                .orElse(0);
        String fence = "`".repeat(Math.max(3, longest + 1));
        return fence + language + "\n" + code + "\n" + fence + "\n";
    }

    /** Paragraphs, lists and SQL, each block followed by an empty line. */
    static String prose(List<Block> blocks) {
        return blocks.stream()
                .map(block -> switch (block.kind()) {
                    case PARAGRAPH -> startOfLine(inline(block.text())) + "\n";
                    case ITEM -> item(block.text());
                    case CODE -> fenced(block.text(), "sql");
                })
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** A line of a list, its line end included. */
    static String item(String text) {
        return "- " + startOfLine(inline(text)) + "\n";
    }

    private static String startOfLine(String text) {
        Matcher start = BLOCK_START.matcher(text);
        if (!start.find()) {
            return text;
        }
        boolean number = Character.isDigit(text.charAt(0));
        return number ? start.group() + "\\" + text.substring(start.end()) : "\\" + text;
    }

    private static String escape(String text) {
        return SPECIAL.matcher(text).replaceAll(found -> Matcher.quoteReplacement(replacement(found.group())));
    }

    private static String replacement(String special) {
        return switch (special.toLowerCase(Locale.ROOT)) {
            case "&" -> "&amp;";
            case "<" -> "&lt;";
            case ">" -> "&gt;";
            case "|" -> "&#124;";
            case "$" -> "<span>$</span>";
            case "@", "#", "gh-", ":", "www" -> special + BREAK;
            default -> "\\" + special;
        };
    }
}
