package io.github.flygate.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.github.flygate.history.HistoryFile.Taken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes flygate's own file of facts; {@link FactsHistory} reads it. */
final class FactsJson {
    private FactsJson() {}

    /** The whole file, laid out for people as well; ends with a line end. */
    static String of(Taken taken, List<HistoryRow> rows) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(printer());
            json.writeStartObject();
            json.writeNumberField("schemaVersion", Integer.parseInt(FactsHistory.SCHEMA_VERSION));
            json.writeStringField("kind", FactsHistory.KIND);
            json.writeStringField("exportedAt", taken.at().toString());
            json.writeStringField("postgres", taken.postgres());
            json.writeObjectFieldStart("history");
            json.writeStringField("schema", taken.schema());
            json.writeStringField("table", taken.table());
            json.writeArrayFieldStart("rows");
            for (HistoryRow row : rows) {
                row(json, row);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a text takes all that is written to it", e);
        }
        return text.append('\n').toString();
    }

    private static void row(JsonGenerator json, HistoryRow row) throws IOException {
        json.writeStartObject();
        json.writeNumberField("installedRank", row.installedRank());
        json.writeFieldName("version");
        if (row.version().isEmpty()) {
            json.writeNull();
        } else {
            json.writeString(row.version());
        }
        json.writeStringField("description", row.description());
        json.writeStringField("type", row.type());
        json.writeStringField("script", row.script());
        json.writeFieldName("checksum");
        if (row.checksum().isPresent()) {
            json.writeNumber(row.checksum().get());
        } else {
            json.writeNull();
        }
        json.writeBooleanField("success", row.success());
        json.writeEndObject();
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
}
