package io.github.flygate.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * An object of a JSON report that is read back. It trusts nothing: a key that is missing, unknown, or holds something
 * else than it should is refused with its place in the document.
 */
final class JsonRecord {
    private static final int MOST_NAME = 60;

    private final JsonNode node;
    private final String pointer;
    private final Set<String> asked = new HashSet<>();

    private JsonRecord(JsonNode node, String pointer) {
        this.node = node;
        this.pointer = pointer;
    }

    /** What {@code reader} makes of the object; every key that it does not ask for is refused. */
    static <T> T read(JsonNode node, String pointer, Function<JsonRecord, T> reader) {
        if (!node.isObject()) {
            throw refused(pointer, "is no object");
        }
        JsonRecord json = new JsonRecord(node, pointer);
        T value = reader.apply(json);
        node.fieldNames().forEachRemaining(key -> {
            if (!json.asked.contains(key)) {
                throw refused(pointer, "has a key that is not known: " + SafeText.cut(SafeText.line(key), MOST_NAME));
            }
        });
        return value;
    }

    String text(String key) {
        JsonNode value = value(key);
        if (!value.isTextual()) {
            throw refusal(key, "is no text", value);
        }
        return value.textValue();
    }

    /** The report says "none" with null, the model with an empty text. */
    String textOrEmpty(String key) {
        return value(key).isNull() ? "" : text(key);
    }

    boolean truth(String key) {
        JsonNode value = value(key);
        if (!value.isBoolean()) {
            throw refusal(key, "is neither true nor false", value);
        }
        return value.booleanValue();
    }

    /** A count; at least 0. */
    int number(String key) {
        return Math.toIntExact(number(key, 0, Integer.MAX_VALUE));
    }

    /** A line or column; at least 1. */
    int place(String key) {
        return Math.toIntExact(number(key, 1, Integer.MAX_VALUE));
    }

    long longNumber(String key) {
        return number(key, 0, Long.MAX_VALUE);
    }

    private long number(String key, long least, long most) {
        JsonNode value = value(key);
        boolean fits = value.isIntegralNumber() && value.canConvertToLong();
        if (!fits || value.longValue() < least || value.longValue() > most) {
            throw refusal(key, "is no whole number from " + least, value);
        }
        return value.longValue();
    }

    double milliseconds(String key) {
        JsonNode value = value(key);
        double number = value.isNumber() ? value.doubleValue() : -1;
        if (!Double.isFinite(number) || number < 0) {
            throw refusal(key, "is no number from 0", value);
        }
        return number;
    }

    /** One of the known values, by the name that the report gives them. */
    <E> E oneOf(String key, E[] values, Function<E, String> name) {
        String word = text(key);
        return Arrays.stream(values)
                .filter(value -> name.apply(value).equals(word))
                .findFirst()
                .orElseThrow(() -> refusal(key, "is none of the values that it may have", node.path(key)));
    }

    String oneOf(String key, String... words) {
        return oneOf(key, words, Function.identity());
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array(key)) {
            if (!item.isTextual()) {
                throw refusal(key + "/" + texts.size(), "is no text", item);
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    SortedMap<String, String> map(String key) {
        SortedMap<String, String> map = new TreeMap<>();
        return object(key, json -> {
            json.node.properties().forEach(entry -> map.put(entry.getKey(), json.text(entry.getKey())));
            return map;
        });
    }

    <T> List<T> list(String key, Function<JsonRecord, T> reader) {
        List<T> items = new ArrayList<>();
        for (JsonNode item : array(key)) {
            items.add(read(item, pointer + "/" + key + "/" + items.size(), reader));
        }
        return items;
    }

    <T> T object(String key, Function<JsonRecord, T> reader) {
        return read(value(key), pointer + "/" + key, reader);
    }

    <T> Optional<T> optional(String key, Function<JsonRecord, T> reader) {
        return value(key).isNull() ? Optional.empty() : Optional.of(object(key, reader));
    }

    boolean isNull(String key) {
        return value(key).isNull();
    }

    FlygateException refusal(String key, String what) {
        return refused(pointer + "/" + key, what);
    }

    private JsonNode array(String key) {
        JsonNode value = value(key);
        if (!value.isArray()) {
            throw refusal(key, "is no list", value);
        }
        return value;
    }

    private JsonNode value(String key) {
        asked.add(key);
        JsonNode value = node.get(key);
        if (value == null) {
            throw refused(pointer, "lacks the key " + SafeText.cut(SafeText.line(key), MOST_NAME));
        }
        return value;
    }

    private FlygateException refusal(String key, String what, JsonNode value) {
        String kind = value.getNodeType().name().toLowerCase(Locale.ROOT);
        return refused(pointer + "/" + SafeText.cut(SafeText.line(key), MOST_NAME), what + ", but a " + kind);
    }

    private static FlygateException refused(String pointer, String what) {
        return new FlygateException(
                ErrorCode.REPORT,
                "the report cannot be used: " + (pointer.isEmpty() ? "it" : pointer) + " " + what,
                "give the file that `flygate check --format json` of this version wrote");
    }
}
