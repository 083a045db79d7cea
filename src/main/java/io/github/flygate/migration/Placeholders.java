package io.github.flygate.migration;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.FlywaySettings;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Replaces placeholders exactly as Flyway's reader does, and remembers where each character came from. Flyway counts
 * columns in the replaced text; people count them in the file.
 */
final class Placeholders {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String file;
    private final String source;
    private final StringBuilder text;
    private int[] first;
    private int[] last;

    private Placeholders(String file, String source) {
        this.file = file;
        this.source = source;
        this.text = new StringBuilder(source.length() + 64);
        this.first = new int[source.length() + 64];
        this.last = new int[source.length() + 64];
    }

    /**
     * A text with its origin.
     *
     * @param first for each character where it begins in the source: a replaced one at its placeholder's first character
     * @param last where it ends: a replaced one at its placeholder's last character
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Replaced(String text, int[] first, int[] last) {}

    /** The text as it is, apart from byte order marks, which Flyway drops everywhere. */
    static Replaced none(String file, String source) {
        Placeholders reader = new Placeholders(file, source);
        for (int i = 0; i < source.length(); i++) {
            i = reader.skipMark(i);
            if (i < source.length()) {
                reader.add(source.charAt(i), i, i);
            }
        }
        return reader.result();
    }

    /** @throws FlygateException with code SQL and file:line when a placeholder has no value */
    static Replaced replace(String file, String source, FlywaySettings settings, Map<String, String> values) {
        Map<String, String> lowerCase = new TreeMap<>();
        values.forEach((key, value) -> lowerCase.put(key.toLowerCase(Locale.ROOT), value));
        Placeholders reader = new Placeholders(file, source);
        reader.run(settings, lowerCase);
        return reader.result();
    }

    /**
     * Flyway reads as far as the text could be the prefix and gives back what it read one by one, without looking for
     * the prefix in it again: {@code $${x}} is no placeholder. Hence no indexOf here.
     */
    private void run(FlywaySettings settings, Map<String, String> values) {
        String prefix = settings.placeholderPrefix();
        int at = 0;
        while (at < source.length()) {
            int start = skipMark(at);
            int matched = 0;
            boolean same = true;
            int next = start;
            while (next < source.length() && matched < prefix.length() && same) {
                same = source.charAt(next) == prefix.charAt(matched);
                matched++;
                next = skipMark(next + 1);
            }
            if (same && matched == prefix.length()) {
                at = placeholder(settings, values, start, next);
            } else {
                int i = start;
                for (int n = 0; n < matched; n++) {
                    add(source.charAt(i), i, i);
                    i = skipMark(i + 1);
                }
                at = next;
            }
        }
    }

    /** Byte order marks in the text are passed over; the character behind one is taken as it is. */
    private int skipMark(int at) {
        return at < source.length() && source.charAt(at) == BYTE_ORDER_MARK ? at + 1 : at;
    }

    private int placeholder(FlywaySettings settings, Map<String, String> values, int start, int nameStart) {
        String suffix = settings.placeholderSuffix();
        int end = source.indexOf(suffix, nameStart);
        String written = end < 0
                ? source.substring(start, Math.min(source.length(), start + 40))
                : source.substring(start, end + suffix.length());
        if (end < 0) {
            throw problem(start, "placeholder " + written + "… is not closed by " + suffix, "Close it.");
        }
        String name = source.substring(nameStart, end);
        String value = values.get(name.toLowerCase(Locale.ROOT));
        if (value == null) {
            throw problem(
                    start,
                    "placeholder " + written + " has no value",
                    "Add `" + name + ": …` under flyway.placeholders in flygate.yml or in Flyway's configuration"
                            + (settings.placeholders().isEmpty()
                                    ? "; placeholderReplacement: false turns replacement off."
                                    : "; there are "
                                            + String.join(
                                                    ", ",
                                                    settings.placeholders().keySet()) + "."));
        }
        int lastCharacter = end + suffix.length() - 1;
        for (int i = 0; i < value.length(); i++) {
            add(value.charAt(i), start, lastCharacter);
        }
        return lastCharacter + 1;
    }

    private FlygateException problem(int at, String what, String hint) {
        return new FlygateException(ErrorCode.SQL, file + ":" + new Lines(source).line(at) + ": " + what, hint);
    }

    private void add(char character, int firstOrigin, int lastOrigin) {
        int at = text.length();
        if (at == first.length) {
            first = Arrays.copyOf(first, at * 2);
            last = Arrays.copyOf(last, at * 2);
        }
        text.append(character);
        first[at] = firstOrigin;
        last[at] = lastOrigin;
    }

    private Replaced result() {
        return new Replaced(text.toString(), first, last);
    }
}
