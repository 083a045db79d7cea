package io.github.flygate.rule;

import io.github.flygate.model.RuleId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the class of a rule with {@code check: java} by the rule's id: there is no list. */
final class JavaChecks {
    private JavaChecks() {}

    static String className(RuleId id) {
        return JavaChecks.class.getPackageName() + ".check."
                + Arrays.stream(id.value().split("-", -1))
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining());
    }

    static Optional<Class<? extends Check>> find(RuleId id) {
        try {
            return Optional.of(Class.forName(className(id), false, JavaChecks.class.getClassLoader())
                    .asSubclass(Check.class));
        } catch (ClassNotFoundException | ClassCastException e) {
            return Optional.empty();
        }
    }

    static Check create(RuleId id) {
        Class<? extends Check> type =
                find(id).orElseThrow(() -> new IllegalStateException("there is no class " + className(id)));
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(className(id) + " has no public constructor without parameters", e);
        }
    }
}
