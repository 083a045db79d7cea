package io.github.flygate.gate;

import io.github.flygate.config.GateConfig;
import io.github.flygate.fix.Rewriter;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.rule.Adjustment;
import io.github.flygate.rule.Rule;
import io.github.flygate.rule.RuleBook;
import io.github.flygate.rule.RuleEngine;
import java.util.concurrent.CompletableFuture;

/** The rules for one database. Loading them takes as long as reading a migration, so it is done meanwhile. */
final class PreparedRules {
    private final CompletableFuture<Ready> ready;

    /** The book, and the engine that applies it. */
    record Ready(RuleBook book, RuleEngine engine) {}

    private PreparedRules(CompletableFuture<Ready> ready) {
        this.ready = ready;
    }

    static PreparedRules begin(GateConfig config) {
        return new PreparedRules(CompletableFuture.supplyAsync(() -> load(config)));
    }

    /** Rules that are at hand. */
    static PreparedRules of(GateConfig config, RuleBook book) {
        RuleEngine engine = engine(config, book);
        return new PreparedRules(CompletableFuture.completedFuture(new Ready(book, engine)));
    }

    private static void verifyFix(Rule rule) {
        if (!rule.fix().isEmpty() && !Rewriter.forms().contains(rule.fix())) {
            throw new FlygateException(
                    ErrorCode.RULE,
                    rule.source() + ": fix: there is no form " + rule.fix(),
                    "Known are: " + String.join(", ", Rewriter.forms()));
        }
    }

    private static RuleEngine engine(GateConfig config, RuleBook book) {
        return new RuleEngine(
                book,
                DatabaseCheck.postgresMajor(config),
                config.severities(),
                config.adjustments().stream()
                        .map(one -> new Adjustment(one.rule(), one.severity(), one.path()))
                        .toList());
    }

    private static Ready load(GateConfig config) {
        RuleBook book = RuleBook.load(config.rulesFolder());
        book.rules().forEach(PreparedRules::verifyFix);
        RuleEngine engine = engine(config, book);
        engine.warmUp();
        return new Ready(book, engine);
    }

    /** @throws io.github.flygate.model.FlygateException when a rule file or severity is wrong */
    Ready await() {
        return Waiting.on(ready);
    }
}
