package io.github.flygate.rows;

/**
 * One way to give a column its value.
 *
 * @param expression of the column's type without domains; what the column will hold when it is left out
 * @param omitted the statement does not name the column
 */
record Option(String expression, boolean omitted) {
    static Option of(String expression) {
        return new Option(expression, false);
    }
}
