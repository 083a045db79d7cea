package io.github.flygate.rule;

import io.github.flygate.fact.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of {@code docs/rule-facts.md}: the records of package {@code fact}, with what their Javadoc says. */
final class FactPage {
    private static final Path SOURCES = Path.of("src", "main", "java", "io", "github", "flygate", "fact");
    private static final Pattern DOC = Pattern.compile("/\\*\\*(.*?)\\*/\\s*public record", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("\\{@(?:code|link) ([^{}]*)}");

    private final StringBuilder text = new StringBuilder();
    private final Set<Class<?>> parts = new LinkedHashSet<>();

    private FactPage() {}

    static String text() {
        FactPage page = new FactPage();
        page.text.append("""
                # Facts

                What a rule can be about (`on:`), and what its condition and message may speak of. Generated from the records in `src/main/java/io/github/flygate/fact`; to bring it up to date:
                `./mvnw test -DskipTests=false -Dtest=RuleFactsTest -Dgolden.update=true`. [How to write a rule](custom-rules.md).

                Every fact has this around it:

                """);
        page.fields(Surroundings.class);
        for (String name : FactTypes.names()) {
            page.section(name, FactTypes.find(name).orElseThrow());
        }
        page.text.append("\n# Parts of facts\n");
        Map<String, Class<?>> sorted = new TreeMap<>();
        Set<Class<?>> seen = new LinkedHashSet<>();
        while (!seen.containsAll(page.parts)) {
            for (Class<?> part : Set.copyOf(page.parts)) {
                seen.add(part);
                Components.of(part).values().forEach(page::type);
            }
        }
        seen.forEach(part -> sorted.put(part.getSimpleName(), part));
        sorted.forEach(page::section);
        return page.text.toString();
    }

    private void section(String name, Class<?> type) {
        text.append("\n## ")
                .append(name)
                .append("\n\n")
                .append(doc(type).get(""))
                .append("\n\n");
        fields(type);
    }

    private void fields(Class<?> type) {
        Map<String, String> doc = doc(type);
        text.append("| Field | Type | Meaning |\n| --- | --- | --- |\n");
        Components.of(type)
                .forEach((name, accessor) -> text.append("| `")
                        .append(name)
                        .append("` | ")
                        .append(type(accessor))
                        .append(" | ")
                        .append(doc.getOrDefault(name, summary(accessor.getReturnType()))
                                .replace("|", "\\|"))
                        .append(" |\n"));
    }

    /** What is said of a part of facts in a sentence. */
    private static String summary(Class<?> type) {
        return type.isRecord() ? doc(type).getOrDefault("", "").replaceFirst("\\. .*|\\.$", "") : "";
    }

    private String type(Method accessor) {
        Class<?> type = accessor.getReturnType();
        if (type.isRecord()) {
            parts.add(type);
            return "[" + type.getSimpleName() + "](#" + type.getSimpleName().toLowerCase(java.util.Locale.ROOT) + ")";
        }
        if (accessor.getGenericReturnType() instanceof ParameterizedType) {
            return "list of texts";
        }
        return type == String.class ? "text" : type == boolean.class ? "bool" : "number";
    }

    /** The description under an empty name, and those of the components under theirs. */
    private static Map<String, String> doc(Class<?> type) {
        Map<String, String> doc = new TreeMap<>(Map.of("", ""));
        Matcher comment = DOC.matcher(source(type));
        if (comment.find()) {
            String plain = comment.group(1).replaceAll("\\s*\\n\\s*\\*", " ").replaceAll("\\s+", " ");
            String[] pieces = plain.split("@param ", -1);
            doc.put("", markdown(pieces[0]));
            for (int i = 1; i < pieces.length; i++) {
                String[] named = pieces[i].split(" ", 2);
                doc.put(named[0], markdown(named[1]));
            }
        }
        return doc;
    }

    private static String markdown(String javadoc) {
        return TAG.matcher(javadoc)
                .replaceAll(tag -> Matcher.quoteReplacement("`" + tag.group(1) + "`"))
                .strip();
    }

    private static String source(Class<?> type) {
        try {
            return Files.readString(SOURCES.resolve(type.getSimpleName() + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
