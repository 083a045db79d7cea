package io.github.flygate.contract;

import java.util.ArrayList;
import java.util.List;

/** The steps that put an interrupted migration right, in their order. */
final class Recovery {
    private Recovery() {}

    /** @param index {@code schema.name} */
    static String drop(String index) {
        return "drop index concurrently if exists " + quoted(index) + ";";
    }

    /**
     * After an interruption.
     *
     * @param first what somebody must do by hand, in words
     * @param invalid indexes that it left
     * @param repair whether a failed entry stands in the history
     */
    static String afterInterruption(List<String> first, List<String> invalid, boolean repair) {
        List<String> steps = new ArrayList<>(first);
        invalid.forEach(index -> steps.add(drop(index)));
        if (repair) {
            steps.add("flyway repair");
        }
        steps.add("deploy again");
        return String.join(" then ", steps);
    }

    static String quoted(String name) {
        int dot = name.indexOf('.');
        return History.quoted(name.substring(0, dot)) + "." + History.quoted(name.substring(dot + 1));
    }
}
