package io.github.flygate.sql;

import io.github.flygate.fact.CreateIndex;
import io.github.flygate.fact.DropIndex;
import io.github.flygate.fact.Fact;
import io.github.flygate.fact.ReplaceIndex;
import io.github.flygate.model.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Indexes that are dropped and made again; those that IF EXISTS may not have found are left to the server. */
final class ReplacedIndexes {
    private final Map<String, Dropped> dropped = new HashMap<>();

    private record Dropped(Span at, boolean inTransaction, int transaction) {}

    /** @param isNew whether the pending migrations have made the index of that name */
    List<Fact> of(List<Fact> statement, Tokens tokens, Span at, TransactionState tx, Predicate<String> isNew) {
        List<Fact> facts = new ArrayList<>();
        for (Fact fact : statement) {
            if (fact instanceof DropIndex drop) {
                if (!isNew.test(drop.index().name()) && !isGuarded(tokens)) {
                    dropped.put(drop.index().name(), new Dropped(at, tx.isOpen(), tx.made.transaction()));
                }
            } else if (fact instanceof CreateIndex create) {
                Dropped before = dropped.remove(create.index().name());
                if (before != null && !(before.inTransaction() && before.transaction() == tx.made.transaction())) {
                    facts.add(ReplaceIndex.of(create, before.at()));
                }
            }
        }
        return facts;
    }

    private static boolean isGuarded(Tokens tokens) {
        return tokens.list().stream().anyMatch(token -> token.is("exists"));
    }
}
