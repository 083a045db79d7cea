package io.github.flygate.config;

/** What a key of flygate.yml holds. */
enum Kind {
    /** One word, number or sentence. */
    TEXT,
    /** {@code true} or {@code false}. */
    FLAG,
    /** Several texts. */
    LIST,
    /** Names of the user's own choice, a text under each. */
    TEXTS,
    /** Known keys. */
    SECTION,
    /** A list of sections. */
    SECTIONS,
    /** Names of the user's own choice, a section under each. */
    NAMED_SECTIONS
}
