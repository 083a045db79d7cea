package io.github.flygate.fix;

import io.github.flygate.fix.Slices.Slice;
import java.util.ArrayList;
import java.util.List;

/** Puts statements into files, in their order. What is set for the transaction of the old file is set in each new one. */
final class Parts {
    private final List<Part> parts = new ArrayList<>();
    private final List<Part> later = new ArrayList<>();
    private final List<String> settings = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private boolean holdsStatements;
    private boolean opened;

    /** A statement that stays as it is. */
    void keep(Slice slice, boolean setting) {
        begin();
        open.append(slice.before()).append(slice.sql()).append(slice.after());
        if (setting) {
            settings.add(slice.sql());
        } else {
            holdsStatements = true;
        }
    }

    /** A statement that others take the place of; its comments go with the first of them. */
    void replace(Slice slice, List<Step> steps) {
        String before = slice.before();
        String after = slice.after().isEmpty() ? ";\n" : slice.after();
        for (Step step : steps) {
            add(step, before, after);
            before = "";
            after = ";\n";
        }
    }

    private void add(Step step, String before, String after) {
        switch (step.place()) {
            case HERE -> {
                begin();
                open.append(before).append(step.sql()).append(after);
                holdsStatements = true;
            }
            case NEXT_FILE -> {
                close();
                begin();
                open.append(before.stripLeading()).append(step.sql()).append(after);
                holdsStatements = true;
            }
            case LATER_RELEASE -> later.add(new Part(before.stripLeading() + step.sql() + after, false, true));
            case ALONE, ALONE_WITHOUT_TRANSACTION -> {
                close();
                parts.add(new Part(
                        before.stripLeading() + step.sql() + after,
                        step.place() == Step.Place.ALONE_WITHOUT_TRANSACTION,
                        false));
                opened = true;
            }
        }
    }

    /** All files; a comment at the end stays in the last one. */
    List<Part> done(String rest) {
        if (!rest.isBlank()) {
            open.append(rest);
        }
        close();
        List<Part> all = new ArrayList<>(parts);
        all.addAll(later);
        return all;
    }

    private void begin() {
        if (open.isEmpty() && opened) {
            settings.forEach(setting -> open.append(setting).append(";\n"));
        }
        opened = true;
    }

    /** Without a statement there is nothing to be done but settings, which end with the file. */
    private void close() {
        if (holdsStatements) {
            parts.add(new Part(open.toString(), false, false));
        }
        open.setLength(0);
        holdsStatements = false;
    }
}
