package io.github.flygate.csv;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.util.ArrayList;
import java.util.List;

/** Splits a text into records and fields. */
final class CsvRecords {
    /** More than a table or a query of PostgreSQL can have. */
    private static final int MOST_FIELDS = 1664;

    private final String file;
    private final String text;
    private final ErrorCode code;
    private int at;
    private int line = 1;

    CsvRecords(String file, String text, ErrorCode code) {
        this.file = file;
        this.text = text;
        this.code = code;
    }

    boolean hasNext() {
        return at < text.length();
    }

    /** Of what is read next. */
    int line() {
        return line;
    }

    /** The fields up to the end of the line; one that is empty at the end of the text. */
    List<String> next() {
        List<String> fields = new ArrayList<>();
        fields.add(field());
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            if (fields.size() == MOST_FIELDS) {
                throw wrong(line, "more than " + MOST_FIELDS + " fields", "This is no CSV that PostgreSQL wrote.");
            }
            fields.add(field());
        }
        endLine();
        return fields;
    }

    private void endLine() {
        if (at < text.length()) {
            at += text.startsWith("\r\n", at) ? 2 : 1;
            line++;
        }
    }

    /** Stops at the comma or line end behind it. */
    private String field() {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        int start = at;
        while (at < text.length() && !isEnd(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        int opened = line;
        StringBuilder field = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                if (at >= text.length() || text.charAt(at) != '"') {
                    requireEnd();
                    return field.toString();
                }
                at++;
            } else if (c == '\n' || (c == '\r' && !text.startsWith("\n", at))) {
                line++;
            }
            field.append(c);
        }
        throw wrong(
                opened,
                "a quoted field begins here and does not end before the end of the file",
                "Export it again: the file is cut off, or a program has changed it.");
    }

    private void requireEnd() {
        if (at < text.length() && !isEnd(text.charAt(at))) {
            throw wrong(
                    line,
                    "text behind the end of a quoted field",
                    "Write a double quote inside a quoted field twice, and commas between fields.");
        }
    }

    private static boolean isEnd(char c) {
        return c == ',' || c == '\n' || c == '\r';
    }

    private FlygateException wrong(int where, String problem, String hint) {
        return new FlygateException(code, file + ":" + where + ": " + problem, hint);
    }
}
