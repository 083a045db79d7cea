package io.github.flygate.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Java source as a reader sees it who looks for a few words: without comments, with its literals apart. It is read and
 * not compiled, so whatever does not stand there plainly is answered as not known.
 *
 * @param code without comments, each literal as {@code ""}, each run of white space as one blank
 * @param literals strings and text blocks, as written
 * @param plain whether it has no Unicode escapes, which could end a comment or a string unseen
 */
record JavaText(String code, List<String> literals, boolean plain) {
    private static final Pattern CHECKSUM = Pattern.compile("getChecksum ?\\( ?\\) ?\\{(?<body>[^{}]*)\\}");
    private static final Pattern RETURNED = Pattern.compile(" ?return (?<value>-? ?[0-9][0-9_]*|null) ?; ?");
    private static final Pattern MIGRATE = Pattern.compile("\\bvoid migrate ?\\([^(){}]*\\)[^(){};]*\\{(?<rest>.*)");
    private static final Pattern NOTHING = Pattern.compile("[ ;]*+(?:return ?;)?+[ ;]*+\\}.*");
    private static final Pattern DDL = Pattern.compile(
            "\\b(create|alter|drop|truncate|rename|grant|revoke|reindex"
                    + "|comment\\s+on|refresh\\s+materialized|import\\s+foreign)\\b",
            Pattern.CASE_INSENSITIVE);

    JavaText {
        literals = List.copyOf(literals);
    }

    static JavaText of(String source) {
        Reader reader = new Reader(source);
        reader.run();
        return new JavaText(
                reader.code.toString().replaceAll("\\s+", " ").strip(), reader.literals, !source.contains("\\u"));
    }

    /** Whether both do the same: only comments and white space differ. */
    boolean sameCode(JavaText other) {
        return plain && other.plain && code.equals(other.code) && literals.equals(other.literals);
    }

    /** Whether it has a method {@code migrate} in which nothing stands. */
    boolean migratesNothing() {
        Matcher migrate = MIGRATE.matcher(code);
        return plain
                && code.indexOf("void migrate") == code.lastIndexOf("void migrate")
                && migrate.find()
                && NOTHING.matcher(migrate.group("rest")).matches();
    }

    /** The first word of DDL in its strings; empty when there is none. */
    String ddl() {
        return literals.stream()
                .map(DDL::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst()
                .orElse("");
    }

    /** What {@code getChecksum()} consists of; empty when there is no such method, or none that is understood. */
    Optional<String> checksumBody() {
        Matcher method = CHECKSUM.matcher(code);
        return method.find() ? Optional.of(method.group("body")) : Optional.empty();
    }

    /** The number that {@code getChecksum()} gives, or {@code null}; empty when that is not plain to see. */
    Optional<String> checksum() {
        if (!code.contains("getChecksum")) {
            return code.contains("extends BaseJavaMigration") ? Optional.of("null") : Optional.empty();
        }
        return checksumBody()
                .filter(body -> plain)
                .map(RETURNED::matcher)
                .filter(Matcher::matches)
                .map(returned -> returned.group("value").replaceAll("[ _]", ""));
    }

    /** From left to right, without going back: the source may be long, and may mean harm. */
    private static final class Reader {
        private static final String BLOCK = "\"\"\"";

        private final String source;
        private final StringBuilder code = new StringBuilder();
        private final List<String> literals = new ArrayList<>();
        private int at;

        Reader(String source) {
            this.source = source;
        }

        void run() {
            while (at < source.length()) {
                if (source.startsWith("//", at)) {
                    comment("\n");
                } else if (source.startsWith("/*", at)) {
                    at += 2;
                    comment("*/");
                } else if (source.startsWith(BLOCK, at)) {
                    literal(BLOCK);
                } else if (source.charAt(at) == '"' || source.charAt(at) == '\'') {
                    literal(source.substring(at, at + 1));
                } else {
                    code.append(source.charAt(at++));
                }
            }
        }

        private void comment(String end) {
            int found = source.indexOf(end, at);
            at = found < 0 ? source.length() : found + end.length();
            code.append(' ');
        }

        private void literal(String quote) {
            int from = at + quote.length();
            at = from;
            while (at < source.length() && !source.startsWith(quote, at)) {
                at += source.charAt(at) == '\\' ? 2 : 1;
            }
            int end = Math.min(at, source.length());
            literals.add(source.substring(from, end));
            code.append("\"\"");
            at = end + quote.length();
        }
    }
}
