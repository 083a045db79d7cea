package io.github.flygate.trace;

import io.github.flygate.fact.Cascade;
import io.github.flygate.fact.TableFact;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What went along with a DROP ... CASCADE. */
final class Cascades {
    private Cascades() {}

    /** @param table the first relation that the statement names */
    static Optional<Cascade> of(Seen seen, TableFact table) {
        List<String> said = seen.notices().cascaded();
        if (said.isEmpty()) {
            return Optional.empty();
        }
        // Of several the notice only tells the number; those that the catalog knows have names.
        String names = said.stream().anyMatch(one -> one.endsWith(" other objects"))
                ? Stream.concat(relations(seen), constraints(seen)).collect(Collectors.joining(", "))
                : "";
        return Optional.of(
                new Cascade(table, String.join(", ", said) + (names.isEmpty() ? "" : " (among them " + names + ")")));
    }

    private static Stream<String> relations(Seen seen) {
        return seen.diff().dropped().stream()
                .filter(relation -> !seen.hint().relations().contains(relation.name()))
                .map(relation -> relation.kind().word() + " " + relation.name());
    }

    private static Stream<String> constraints(Seen seen) {
        return seen.diff().droppedConstraints().stream()
                .filter(constraint -> seen.after().relations().containsKey(constraint.table()))
                .map(constraint -> constraint.kind().word() + " " + constraint.name());
    }
}
