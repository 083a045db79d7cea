package io.github.flygate.sql;

/**
 * A name as written, folded.
 *
 * @param schema empty when it is not qualified
 */
record Name(String schema, String name) {
    static final Name NONE = new Name("", "");

    static Name of(String name) {
        return new Name("", name);
    }

    boolean isEmpty() {
        return name.isEmpty();
    }

    @Override
    public String toString() {
        return schema.isEmpty() ? name : schema + "." + name;
    }
}
