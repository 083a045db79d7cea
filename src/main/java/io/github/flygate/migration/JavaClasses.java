package io.github.flygate.migration;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Flyway's scanner makes of a class, read from its source. */
final class JavaClasses {
    /** Names like those of migrations, whatever is wrong with them. */
    private static final Pattern NAMED_LIKE_ONE = Pattern.compile("(?i)[vru](?:_*[0-9].*|.*__.*)");

    private static final String BASE = "BaseJavaMigration";
    private static final Pattern INTERFACE = Pattern.compile("\\bimplements\\b.*\\bJavaMigration\\b");

    /** More than stands around the name of any class. */
    private static final int HEADER_LENGTH = 1_000;

    private JavaClasses() {}

    /** What stands around the name of a class: {@code public abstract class V2__Fill extends Loader}. */
    private record Header(String modifiers, String kind, String rest) {
        static Optional<Header> of(String code, String simpleName) {
            Matcher name = Pattern.compile("\\b(class|interface|enum|record) " + Pattern.quote(simpleName) + "\\b")
                    .matcher(code);
            if (!name.find()) {
                return Optional.empty();
            }
            String before = code.substring(Math.max(0, name.start() - HEADER_LENGTH), name.start());
            String after = code.substring(name.end(), Math.min(code.length(), name.end() + HEADER_LENGTH));
            int brace = after.indexOf('{');
            return Optional.of(new Header(
                    before.substring(Math.max(before.lastIndexOf(';'), before.lastIndexOf('}')) + 1),
                    name.group(1),
                    brace < 0 ? after : after.substring(0, brace)));
        }

        boolean isAbstract() {
            return modifiers.contains("abstract ");
        }

        boolean standsAlone() {
            return !rest.contains("extends") && !rest.contains("implements");
        }
    }

    static boolean namedLikeOne(String simpleName) {
        return NAMED_LIKE_ONE.matcher(simpleName).matches();
    }

    /**
     * Why Flyway passes over a class; empty when it takes it, and when that cannot be told from the source alone.
     *
     * @param goodName whether the name is that of a migration
     */
    static Optional<String> passedOver(String simpleName, boolean goodName, Tree.File file) {
        String code = text(file).code();
        Optional<Header> found = Header.of(code, simpleName);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Header header = found.get();
        if (!goodName) {
            // A class that is abstract is made to be extended, and one with its own init() may be named otherwise.
            boolean refused = header.rest().contains(BASE)
                    && !header.isAbstract()
                    && !code.contains(" init(")
                    && !code.contains("extractVersionAndDescription");
            return refused
                    ? Optional.of("Flyway's " + BASE + " refuses the name of this class; it must be as V2__Description"
                            + " or R__Description, with two underscores, and case counts")
                    : Optional.empty();
        }
        if (!file.name().endsWith(".java")) {
            return Optional.empty();
        }
        if (header.kind().equals("interface") || header.kind().equals("enum")) {
            return Optional.of("it is no class but an " + header.kind());
        }
        if (header.isAbstract()) {
            return Optional.of("the class is abstract");
        }
        return header.standsAlone()
                ? Optional.of("the class is no JavaMigration: it extends nothing, such as " + BASE
                        + ", and implements nothing")
                : Optional.empty();
    }

    /** Whether a class of any name brings its own version, so that nobody can tell it without running it. */
    static boolean namesItself(String simpleName, Tree.File file) {
        return Header.of(text(file).code(), simpleName)
                .filter(header ->
                        !header.isAbstract() && INTERFACE.matcher(header.rest()).find())
                .isPresent();
    }

    static JavaText text(Tree.File file) {
        return JavaText.of(new String(file.bytes(), StandardCharsets.UTF_8));
    }
}
