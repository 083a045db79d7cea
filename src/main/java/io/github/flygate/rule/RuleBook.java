package io.github.flygate.rule;

import io.github.flygate.fact.Fact;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The rules there are. */
public final class RuleBook {
    private static final int NEWEST_POSTGRES = 18;

    private final List<Rule> rules;
    private final Map<String, Rule> byName;
    private final List<Rule> own;

    /** Read once in a process, however many databases it checks. */
    private static final class Shipped {
        static final CompletableFuture<List<RuleFile>> FILES = CompletableFuture.supplyAsync(RuleFolders::shipped);

        static List<RuleFile> files() {
            try {
                return FILES.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof FlygateException failure ? failure : e;
            }
        }
    }

    private RuleBook(List<Rule> rules, Map<String, Rule> byName, List<Rule> own) {
        this.rules = rules;
        this.byName = byName;
        this.own = own;
    }

    /**
     * Begins to read the shipped rules, and to load what conditions need, for a process that will soon want them and has
     * other things to do until then. What goes wrong is said by {@link #load}.
     */
    public static void begin() {
        CompletableFuture<Void> unused = Shipped.FILES.thenAccept(files -> new RuleEngine(
                        of(files.stream().map(RuleFile::rule).toList()), NEWEST_POSTGRES, Map.of(), List.of())
                .warmUp());
    }

    /**
     * Reads the shipped rules and the team's own. The conditions of the team's are checked here and now, because a
     * mistake in one must not wait for the first migration that it is about.
     *
     * @throws FlygateException {@link ErrorCode#RULE} with file and line, when a file is wrong
     */
    public static RuleBook load(Optional<Path> teamFolder) {
        List<Rule> rules = new ArrayList<>();
        Shipped.files().forEach(file -> rules.add(file.rule()));
        List<RuleFile> own = teamFolder.map(RuleFolders::read).orElse(List.of());
        own.forEach(file -> rules.add(file.rule()));
        RuleBook book = of(rules);
        verifyConditions(own);
        return new RuleBook(
                book.rules, book.byName, own.stream().map(RuleFile::rule).toList());
    }

    /**
     * A book of these rules alone.
     *
     * @throws FlygateException {@link ErrorCode#RULE}, when two rules share an id or alias
     */
    public static RuleBook of(List<Rule> rules) {
        List<Rule> sorted =
                rules.stream().sorted(Comparator.comparing(Rule::id)).toList();
        Map<String, Rule> byName = new LinkedHashMap<>();
        for (Rule rule : sorted) {
            List<String> names = new ArrayList<>(List.of(rule.id().value()));
            rule.aliases().forEach(alias -> names.add(alias.value()));
            for (String name : names) {
                Rule other = byName.putIfAbsent(name, rule);
                if (other != null) {
                    throw RuleError.at(
                            rule.source(),
                            1,
                            "the id " + name + " is taken by " + other.source(),
                            "Choose another; an id or alias is never used twice");
                }
            }
        }
        return new RuleBook(sorted, byName, List.of());
    }

    static void verifyConditions(List<RuleFile> files) {
        List<RuleFile> conditions =
                files.stream().filter(file -> RuleEngine.needsCel(file.rule())).toList();
        if (conditions.isEmpty()) {
            return;
        }
        ConditionChecker checker = new ConditionChecker();
        conditions.forEach(file -> verify(checker, file));
    }

    private static void verify(ConditionChecker checker, RuleFile file) {
        Rule rule = file.rule();
        Class<? extends Fact> type = FactTypes.find(rule.on()).orElseThrow();
        try {
            checker.verify(rule.when(), type);
        } catch (ConditionException e) {
            ConditionAdvice advice = new ConditionAdvice(rule.on(), rule.when(), type);
            throw file.wrongCondition(advice.offset(e), advice.problem(e), advice.hint(e));
        } catch (IllegalArgumentException e) {
            throw file.wrongCondition(0, String.valueOf(e.getMessage()), ConditionShape.HINT);
        }
    }

    /** Sorted by id. */
    public List<Rule> rules() {
        return rules;
    }

    /** Those of the team, by file name. */
    public List<Rule> own() {
        return own;
    }

    public Optional<Rule> find(String idOrAlias) {
        return Optional.ofNullable(byName.get(idOrAlias));
    }

    /** The known id or alias that was probably meant. */
    public Optional<String> nearest(String unknownId) {
        return Nearest.to(unknownId, byName.keySet());
    }
}
