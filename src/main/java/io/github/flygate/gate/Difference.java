package io.github.flygate.gate;

/**
 * Where an example and its marks do not agree.
 *
 * @param pass "lint" when the text alone is read, "check" when it is run
 * @param line in the rule file; 0 where the place has none there
 * @param what in a sentence
 */
public record Difference(String pass, int line, String what) {
    @Override
    public String toString() {
        return pass + ": " + what;
    }
}
