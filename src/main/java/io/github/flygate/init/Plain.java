package io.github.flygate.init;

/** Names from a project in a file that flygate writes: in a comment nothing may end the line or leave it. */
final class Plain {
    private Plain() {}

    /** With {@code ?} for everything but letters, digits and what paths are made of. */
    static String text(String text) {
        return text.replaceAll("[^\\p{Alnum}./_ :@+-]", "?");
    }
}
