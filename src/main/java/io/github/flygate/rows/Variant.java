package io.github.flygate.rows;

/** Which of the many rows that a table accepts is wanted. */
public enum Variant {
    /** Every column has a value, long and large ones that use the whole range of the type where no constraint forbids it. */
    FULL,
    /** Only the columns without which the table takes no row; all others are left to their defaults. */
    MANDATORY,
    /** The smallest, negative, zero and empty values. */
    LOW,
    /** The same as {@link #FULL}, except for what the unique keys of the table demand. It is tried after that row. */
    TWIN
}
