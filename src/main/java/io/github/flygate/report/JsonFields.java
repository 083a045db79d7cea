package io.github.flygate.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.SortedMap;

/** Writes JSON fields, one call each. */
final class JsonFields {
    private final JsonGenerator json;

    JsonFields(JsonGenerator json) {
        this.json = json;
    }

    /** A whole document, laid out for people as well; ends with a line end. */
    static String document(Item<JsonFields> content) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
            generator.setCharacterEscapes(new JsonEscapes());
            generator.setPrettyPrinter(printer());
            content.write(new JsonFields(generator));
        }
        return text.append('\n').toString();
    }

    private static DefaultPrettyPrinter printer() {
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        return printer;
    }

    interface Item<T> {
        void write(T item) throws IOException;
    }

    void open() throws IOException {
        json.writeStartObject();
    }

    void open(String key) throws IOException {
        json.writeObjectFieldStart(key);
    }

    void close() throws IOException {
        json.writeEndObject();
    }

    void text(String key, String value) throws IOException {
        json.writeStringField(key, value);
    }

    /** The model says "none" with an empty text, the report with null. */
    void textOrNull(String key, String value) throws IOException {
        if (value.isEmpty()) {
            json.writeNullField(key);
        } else {
            json.writeStringField(key, value);
        }
    }

    void nothing(String key) throws IOException {
        json.writeNullField(key);
    }

    void number(String key, long value) throws IOException {
        json.writeNumberField(key, value);
    }

    /** Microseconds are the finest that a measurement here can mean. */
    void milliseconds(String key, double value) throws IOException {
        json.writeFieldName(key);
        BigDecimal exact = Double.isFinite(value) ? BigDecimal.valueOf(value) : BigDecimal.ZERO;
        json.writeNumber(
                exact.setScale(3, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString());
    }

    void truth(String key, boolean value) throws IOException {
        json.writeBooleanField(key, value);
    }

    void texts(String key, List<String> values) throws IOException {
        list(key, values, json::writeString);
    }

    void map(String key, SortedMap<String, String> values) throws IOException {
        open(key);
        for (var entry : values.entrySet()) {
            text(entry.getKey(), entry.getValue());
        }
        close();
    }

    <T> void list(String key, List<T> values, Item<T> item) throws IOException {
        json.writeFieldName(key);
        list(values, item);
    }

    void startList(String key) throws IOException {
        json.writeArrayFieldStart(key);
    }

    void endList() throws IOException {
        json.writeEndArray();
    }

    /** A list that is the whole document, or stands in another. */
    <T> void list(List<T> values, Item<T> item) throws IOException {
        json.writeStartArray();
        for (T value : values) {
            item.write(value);
        }
        json.writeEndArray();
    }
}
