package io.github.flygate.rule;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The components of records, by name. */
final class Components {
    /** Asking a class for its components copies them each time, and conditions ask often. */
    private static final ClassValue<Map<String, Method>> ACCESSORS = new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
            Map<String, Method> accessors = new LinkedHashMap<>();
            for (RecordComponent component : type.getRecordComponents()) {
                accessors.put(component.getName(), component.getAccessor());
            }
            return Collections.unmodifiableMap(accessors);
        }
    };

    private Components() {}

    /** Accessors in the order of declaration. */
    static Map<String, Method> of(Class<?> record) {
        return ACCESSORS.get(record);
    }

    static Object read(Method accessor, Object record) {
        try {
            Object value = accessor.invoke(record);
            if (value == null) {
                throw new IllegalStateException("a fact holds no value: " + accessor);
            }
            return value;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + accessor, e);
        }
    }
}
