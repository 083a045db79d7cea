package io.github.flygate.fix;

/**
 * A file that takes the place of a migration or of a part of one.
 *
 * @param text without a byte order mark
 * @param withoutTransaction whether it needs a {@code .conf} that says {@code executeInTransaction=false}
 * @param later whether it belongs into a later release
 */
public record Part(String text, boolean withoutTransaction, boolean later) {
    /** Lines end as those of the old file do. */
    Part withCrlf() {
        return new Part(text.replaceAll("\r?\n", "\r\n"), withoutTransaction, later);
    }
}
