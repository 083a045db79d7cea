package io.github.flygate.rule;

import io.github.flygate.fact.Fact;
import io.github.flygate.fact.FactAt;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A rule's message with its placeholders resolved to components of the fact. */
final class MessageTemplate {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    private final List<Function<FactAt, String>> pieces;

    private MessageTemplate(List<Function<FactAt, String>> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /** @throws IllegalArgumentException with a sentence, when a placeholder names nothing that can be printed */
    static MessageTemplate of(String message, Class<? extends Fact> type) {
        List<Function<FactAt, String>> pieces = new ArrayList<>();
        Matcher placeholder = PLACEHOLDER.matcher(message);
        int end = 0;
        while (placeholder.find()) {
            pieces.add(literal(message.substring(end, placeholder.start())));
            pieces.add(path(placeholder.group(1), type));
            end = placeholder.end();
        }
        pieces.add(literal(message.substring(end)));
        return new MessageTemplate(pieces);
    }

    /** Blanks around an empty value become one. */
    String fill(FactAt fact) {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.apply(fact)));
        return text.toString().replaceAll(" {2,}", " ").strip();
    }

    private static Function<FactAt, String> literal(String text) {
        if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            throw new IllegalArgumentException("a brace in the message has no partner");
        }
        return fact -> text;
    }

    private static Function<FactAt, String> path(String path, Class<? extends Fact> type) {
        String[] names = path.split("\\.", -1);
        Method variable = step(path, names[0], FactTypes.variables(type));
        List<Method> rest = new ArrayList<>();
        Class<?> reached = variable.getReturnType();
        for (int i = 1; i < names.length; i++) {
            Method next = step(path, names[i], reached.isRecord() ? Components.of(reached) : Map.of());
            rest.add(next);
            reached = next.getReturnType();
        }
        if (reached.isRecord()) {
            throw new IllegalArgumentException("{" + path + "} in the message is no text but has "
                    + String.join(", ", Components.of(reached).keySet()));
        }
        return fact -> {
            Object value = FactTypes.value(variable, fact);
            for (Method accessor : rest) {
                value = Components.read(accessor, value);
            }
            return print(value);
        };
    }

    private static Method step(String path, String name, Map<String, Method> known) {
        Method found = known.get(name);
        if (found == null) {
            throw new IllegalArgumentException("{" + path + "} in the message: there is no " + name
                    + (known.isEmpty() ? "" : " but " + String.join(", ", known.keySet())));
        }
        return found;
    }

    private static String print(Object value) {
        return value instanceof Collection<?> many
                ? String.join(", ", many.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }
}
