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

    private JavaClasses() {}

    static boolean namedLikeOne(String simpleName) {
        return NAMED_LIKE_ONE.matcher(simpleName).matches();
    }

    /**
     * Why Flyway passes over a class; empty when it takes it, and when that cannot be told from the source alone.
     *
     * @param goodName whether the name is that of a migration
     */
    static Optional<String> passedOver(String simpleName, boolean goodName, Tree.File file) {
        JavaText text = text(file);
        String code = text.code();
        boolean isAbstract = Pattern.compile("\\babstract\\b[^;{}]*\\bclass " + Pattern.quote(simpleName) + "\\b")
                .matcher(code)
                .find();
        if (!goodName) {
            // A class that is abstract is made to be extended, and one with its own init() may be named otherwise.
            boolean refused = code.contains(BASE)
                    && !isAbstract
                    && isMigration(simpleName, code)
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
        if (isAbstract) {
            return Optional.of("the class is abstract");
        }
        Matcher header = Pattern.compile(
                        "\\b(class|interface|enum|record) " + Pattern.quote(simpleName) + "\\b([^{]*)\\{")
                .matcher(code);
        if (!header.find()) {
            return Optional.empty();
        }
        if (!header.group(1).equals("class") && !header.group(1).equals("record")) {
            return Optional.of("it is no class but an " + header.group(1));
        }
        return header.group(2).contains("extends") || header.group(2).contains("implements")
                ? Optional.empty()
                : Optional.of("the class is no JavaMigration: it extends nothing, such as " + BASE
                        + ", and implements nothing");
    }

    /** Whether a class of any name brings its own version, so that nobody can tell it without running it. */
    static boolean namesItself(String simpleName, Tree.File file) {
        String code = text(file).code();
        return Pattern.compile("\\bclass " + Pattern.quote(simpleName)
                                + "\\b[^{]*\\bimplements\\b[^{]*\\bJavaMigration\\b")
                        .matcher(code)
                        .find()
                && !Pattern.compile("\\babstract class " + Pattern.quote(simpleName) + "\\b")
                        .matcher(code)
                        .find();
    }

    private static boolean isMigration(String simpleName, String code) {
        return Pattern.compile("\\bclass " + Pattern.quote(simpleName) + "\\b[^{]*\\b" + BASE + "\\b")
                .matcher(code)
                .find();
    }

    static JavaText text(Tree.File file) {
        return JavaText.of(new String(file.bytes(), StandardCharsets.UTF_8));
    }
}
