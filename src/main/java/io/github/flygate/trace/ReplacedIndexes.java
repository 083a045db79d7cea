package io.github.flygate.trace;

import io.github.flygate.catalog.Catalog;
import io.github.flygate.fact.CreateIndex;
import io.github.flygate.fact.DropIndex;
import io.github.flygate.fact.Fact;
import io.github.flygate.fact.ReplaceIndex;
import io.github.flygate.model.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Indexes of the base that are dropped and made again. */
final class ReplacedIndexes {
    private final Catalog base;
    private final Map<String, Dropped> dropped = new HashMap<>();

    private record Dropped(Span at, boolean inTransaction, int transaction) {}

    ReplacedIndexes(Catalog base) {
        this.base = base;
    }

    List<Fact> of(Seen seen, List<Fact> changes, int transaction) {
        List<Fact> facts = new ArrayList<>();
        for (Fact change : changes) {
            if (change instanceof DropIndex drop && isInBase(drop.index().name())) {
                dropped.put(drop.index().name(), new Dropped(seen.span(), seen.inTransaction(), transaction));
            } else if (change instanceof CreateIndex create) {
                Dropped before = dropped.remove(create.index().name());
                if (before != null && !(before.inTransaction() && before.transaction() == transaction)) {
                    facts.add(ReplaceIndex.of(create, before.at()));
                }
            }
        }
        return facts;
    }

    private boolean isInBase(String name) {
        return base.indexes().values().stream().anyMatch(index -> index.name().equals(name));
    }
}
