package io.github.flygate.migration;

import java.util.Objects;
import java.util.Optional;

/**
 * What became of an applied Java migration whose source changed.
 *
 * @param says a sentence without the file; empty where there is nothing to say
 */
record JavaChange(Outcome outcome, String was, String becomes, String says) {
    private static final String UNNOTICED = "Flyway does not notice, as Java migrations have no checksum of their own";

    enum Outcome {
        /** Comments, blanks. */
        SAME,
        /** It does nothing any more, and what it did were no definitions, as far as can be seen. */
        EMPTIED,
        CHANGED,
        /** {@code getChecksum()} may give another value. */
        CHECKSUM_MAYBE,
        /** {@code getChecksum()} gives another value. */
        CHECKSUM,
        /** A repeatable that runs again. */
        PENDING
    }

    static JavaChange of(Found before, Found now) {
        boolean java = before.path().endsWith(".java") && now.path().endsWith(".java");
        JavaText was = JavaClasses.text(before.file());
        JavaText is = JavaClasses.text(now.file());
        if (java && was.sameCode(is)) {
            return new JavaChange(Outcome.SAME, "", "", "");
        }
        return now.kind().isRepeatable() ? repeatable(was, is, java) : versioned(was, is, java);
    }

    private static JavaChange repeatable(JavaText was, JavaText is, boolean java) {
        boolean sameValue = java && is.checksum().isPresent() && is.checksum().equals(was.checksum());
        if (is.code().contains("getChecksum") && !sameValue) {
            return new JavaChange(Outcome.PENDING, "", "", "");
        }
        return java && is.migratesNothing()
                ? emptied(was)
                : changed("the class changed; "
                        + (is.code().contains("getChecksum")
                                ? "getChecksum() gives the same value as before"
                                : "it has no getChecksum()")
                        + ", so Flyway does not run it again");
    }

    private static JavaChange versioned(JavaText was, JavaText is, boolean java) {
        Optional<String> old = was.checksum();
        Optional<String> next = is.checksum();
        if (java && old.isPresent() && next.isPresent() && !old.equals(next)) {
            return new JavaChange(
                    Outcome.CHECKSUM,
                    old.get(),
                    next.get(),
                    "its getChecksum() gave " + old.get() + " and gives " + next.get()
                            + "; Flyway refuses it (checksum mismatch)");
        }
        boolean has = is.code().contains("getChecksum");
        if (has != was.code().contains("getChecksum")
                || has && !Objects.equals(was.checksumBody(), is.checksumBody())) {
            return new JavaChange(
                    Outcome.CHECKSUM_MAYBE,
                    "",
                    "",
                    "its getChecksum() changed; if it gives another value, Flyway refuses it (checksum mismatch)");
        }
        return java && is.migratesNothing()
                ? emptied(was)
                : changed("the class changed; "
                        + (has
                                ? "Flyway looks at what its getChecksum() gives, and that method is as it was"
                                : UNNOTICED));
    }

    private static JavaChange emptied(JavaText was) {
        return was.ddl().isEmpty()
                ? new JavaChange(
                        Outcome.EMPTIED,
                        "",
                        "",
                        "was emptied: new databases run nothing in its place, and the old source shows no definition"
                                + " that they would lack")
                : changed("it was emptied, and the old one had definitions in its strings (" + was.ddl() + "); "
                        + UNNOTICED);
    }

    private static JavaChange changed(String says) {
        return new JavaChange(Outcome.CHANGED, "", "", says);
    }
}
