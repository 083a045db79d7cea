package io.github.flygate.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Replaces {@code ${name}} by what the name stands for; values may refer to further names. */
final class References {
    private static final int DEEPEST = 20;
    /** Two names that each refer twice to the next grow without end in no time. */
    private static final int MOST = 2_000;

    private static final int LONGEST = 200_000;

    private final Function<String, Optional<String>> lookup;
    private final boolean defaults;

    /** With or without {@code ${name:default}}, which Spring understands. */
    References(Function<String, Optional<String>> lookup, boolean defaults) {
        this.lookup = lookup;
        this.defaults = defaults;
    }

    /** The text, and the names that nothing stands for: they are left in it as they were. */
    record Resolved(String text, List<String> missing) {}

    Resolved resolve(String text) {
        Run run = new Run();
        String resolved = run.expand(text, 0);
        return new Resolved(resolved, List.copyOf(run.missing));
    }

    /** Puts a setting into the layer, or notes why it cannot be used. */
    void resolve(Setting raw, Layer layer, Consumer<Setting> use) {
        List<String> items = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String item : raw.items()) {
            Resolved resolved = resolve(item);
            items.add(resolved.text());
            missing.addAll(resolved.missing());
        }
        if (missing.isEmpty()) {
            use.accept(raw.withItems(items));
        } else {
            layer.noteMissing(raw, missing);
        }
    }

    private final class Run {
        private final Set<String> missing = new LinkedHashSet<>();
        private int expansions;

        String expand(String text, int depth) {
            StringBuilder out = new StringBuilder();
            int from = 0;
            int start = text.indexOf("${");
            while (start >= 0) {
                int end = closing(text, start + 2);
                if (end < 0) {
                    break;
                }
                out.append(text, from, start).append(value(text.substring(start + 2, end), depth));
                if (out.length() > LONGEST) {
                    missing.add("an end of its references");
                    return "";
                }
                from = end + 1;
                start = text.indexOf("${", from);
            }
            return out.append(text.substring(from)).toString();
        }

        private String value(String reference, int depth) {
            if (depth >= DEEPEST || ++expansions > MOST) {
                missing.add(reference);
                return "";
            }
            int colon = defaults ? reference.indexOf(':') : -1;
            String name = (colon < 0 ? reference : reference.substring(0, colon)).strip();
            Optional<String> found = lookup.apply(name);
            if (found.isPresent()) {
                return expand(found.get(), depth + 1);
            }
            if (colon >= 0) {
                return expand(reference.substring(colon + 1), depth + 1);
            }
            missing.add(name);
            return "${" + reference + "}";
        }

        private int closing(String text, int from) {
            int open = 1;
            for (int i = from; i < text.length(); i++) {
                if (text.startsWith("${", i)) {
                    open++;
                } else if (text.charAt(i) == '}' && --open == 0) {
                    return i;
                }
            }
            return -1;
        }
    }
}
