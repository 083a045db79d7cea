package io.github.flygate.rule;

import io.github.flygate.fact.Fact;
import io.github.flygate.fact.FactAt;
import io.github.flygate.fact.Surroundings;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The fact types by their names in rule files, and the names that a condition or message on them may use. */
final class FactTypes {
    private static final Map<String, Class<? extends Fact>> BY_NAME = byName();

    private FactTypes() {}

    static Optional<Class<? extends Fact>> find(String on) {
        return Optional.ofNullable(BY_NAME.get(on));
    }

    static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /** Names to what returns their value: the components of the fact, then those of its surroundings. */
    static Map<String, Method> variables(Class<? extends Fact> type) {
        Map<String, Method> variables = new LinkedHashMap<>(Components.of(type));
        variables.putAll(Components.of(Surroundings.class));
        return variables;
    }

    /** The value of one variable. */
    static Object value(Method variable, FactAt fact) {
        boolean outside = variable.getDeclaringClass() == Surroundings.class;
        return Components.read(variable, outside ? fact.around() : fact.fact());
    }

    private static Map<String, Class<? extends Fact>> byName() {
        Map<String, Class<? extends Fact>> types = new TreeMap<>();
        for (Class<?> permitted : Fact.class.getPermittedSubclasses()) {
            Class<? extends Fact> type = permitted.asSubclass(Fact.class);
            types.put(Fact.typeOf(type), type);
        }
        return Collections.unmodifiableMap(types);
    }
}
