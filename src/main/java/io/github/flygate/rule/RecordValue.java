package io.github.flygate.rule;

import dev.cel.common.values.SelectableValue;
import java.lang.reflect.Method;
import java.util.Optional;

/** A record as CEL sees it: its components are fields. Unlike CEL's own native types it never reads null as empty. */
record RecordValue(Record record) implements SelectableValue<String> {

    /** What CEL gets for a component's value. */
    static Object of(Object value) {
        return value instanceof Record record ? new RecordValue(record) : value;
    }

    @Override
    public Object select(String field) {
        return find(field)
                .orElseThrow(() ->
                        new IllegalArgumentException(record.getClass().getSimpleName() + " has no component " + field));
    }

    @Override
    public Optional<Object> find(String field) {
        Optional<Method> accessor =
                Optional.ofNullable(Components.of(record.getClass()).get(field));
        return accessor.map(method -> of(Components.read(method, record)));
    }
}
