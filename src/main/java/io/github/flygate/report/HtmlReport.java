package io.github.flygate.report;

import io.github.flygate.model.GateReport;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

/** The Markdown report as a page of its own, for a browser: nothing is fetched, and no script runs. */
final class HtmlReport {
    /** Nobody reads more, and a browser still opens it at once. */
    private static final int BUDGET = 2_000_000;

    private static final Pattern COMMAND = Pattern.compile("(?m)^(\\s*)::");
    private static final List<Extension> TABLES = List.of(TablesExtension.create());
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>flygate: %s</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 1rem auto; padding: 0 1rem; }
            table { border-collapse: collapse; display: block; overflow-x: auto; margin: 1rem 0; }
            th, td { border: 1px solid #8886; padding: .3rem .6rem; text-align: left; vertical-align: top; }
            code, pre { font-family: ui-monospace, monospace; font-size: .9em; background: #8882; border-radius: 4px; }
            code { padding: .1em .3em; overflow-wrap: anywhere; }
            pre { padding: .6rem; overflow-x: auto; }
            pre code { padding: 0; background: none; overflow-wrap: normal; }
            details { margin: .6rem 0; }
            summary { cursor: pointer; }
            </style>
            </head>
            <body>
            %s</body>
            </html>
            """;

    private HtmlReport() {}

    static String render(GateReport report, Links links) {
        String markdown = new MarkdownReport(report, links, BUDGET).render();
        Node document = Parser.builder().extensions(TABLES).build().parse(markdown);
        String body = HtmlRenderer.builder()
                .extensions(TABLES)
                .sanitizeUrls(true)
                .nodeRendererFactory(Tags::new)
                .build()
                .render(document);
        return PAGE.formatted(report.verdict().id(), harmless(body));
    }

    /** Markdown's escapes are gone, and on standard output the page is part of a CI log. */
    private static String harmless(String html) {
        return COMMAND.matcher(html.replace("##", "&#35;#")).replaceAll("$1&#58;:");
    }

    /** Of the HTML in the Markdown, only the tags that this package writes itself. */
    private record Tags(HtmlNodeRendererContext context) implements NodeRenderer {
        private static final Pattern TAG = Pattern.compile("<[^<>]*>?|>");
        private static final Set<String> OWN =
                Set.of("<details>", "</details>", "<summary>", "</summary>", "<code>", "</code>");

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(HtmlBlock.class, HtmlInline.class);
        }

        @Override
        public void render(Node node) {
            if (node instanceof HtmlBlock block) {
                context.getWriter().line();
                context.getWriter().raw(own(block.getLiteral()));
                context.getWriter().line();
            } else if (node instanceof HtmlInline inline) {
                context.getWriter().raw(own(inline.getLiteral()));
            }
        }

        private static String own(String html) {
            return TAG.matcher(html)
                    .replaceAll(tag -> Matcher.quoteReplacement(
                            OWN.contains(tag.group())
                                    ? tag.group()
                                    : tag.group().replace("<", "&lt;").replace(">", "&gt;")));
        }
    }
}
