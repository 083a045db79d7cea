package io.github.flygate.report;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/**
 * Escapes, beyond what JSON asks for, what a terminal or a CI log would obey: invisible and bidirectional characters,
 * and {@code #}, with which log commands such as {@code ##[…]} begin. Readers of the JSON see the same text.
 */
final class JsonEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    private final int[] ascii = standardAsciiEscapesForJSON();

    JsonEscapes() {
        ascii['#'] = ESCAPE_STANDARD;
        ascii[0x7f] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ascii.clone();
    }

    /** Surrogates come one by one, so that all of them are escaped: invisible characters are among the pairs. */
    @Override
    public @Nullable SerializableString getEscapeSequence(int ch) {
        return SafeText.visible(ch) ? null : new SerializedString(SafeText.escape(ch));
    }
}
