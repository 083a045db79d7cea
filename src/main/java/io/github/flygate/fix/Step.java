package io.github.flygate.fix;

/**
 * A statement of a safe form, without its delimiter.
 *
 * @param place where it has to stand
 */
record Step(String sql, Place place) {
    enum Place {
        /** Where the old statement stood. */
        HERE,
        /** In a file of its own transaction, which the rest of the old file may share. */
        NEXT_FILE,
        /** In a file of its own; Flyway sees by itself that it must not run in a transaction. */
        ALONE,
        /** In a file of its own, with a {@code .conf} that says so. */
        ALONE_WITHOUT_TRANSACTION,
        /** In a later release, when the old version is gone. */
        LATER_RELEASE
    }

    static Step here(String sql) {
        return new Step(sql, Place.HERE);
    }

    static Step next(String sql) {
        return new Step(sql, Place.NEXT_FILE);
    }

    static Step alone(String sql) {
        return new Step(sql, Place.ALONE);
    }

    static Step withoutTransaction(String sql) {
        return new Step(sql, Place.ALONE_WITHOUT_TRANSACTION);
    }

    static Step later(String sql) {
        return new Step(sql, Place.LATER_RELEASE);
    }
}
