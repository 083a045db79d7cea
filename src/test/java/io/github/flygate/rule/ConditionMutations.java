package io.github.flygate.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.parser.CelUnparserFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * The wrong conditions that a rule's examples must tell from the right one: each top-level conjunct left out, the whole
 * always true, the whole always false.
 */
public final class ConditionMutations {
    private ConditionMutations() {}

    /** A wrong condition, and how it was made. */
    public record Mutant(String name, String when) {}

    public static List<Mutant> of(String when) {
        CelAbstractSyntaxTree tree = parse(when);
        List<CelExpr> conjuncts = ConditionShape.conjuncts(tree.getExpr());
        List<String> texts = conjuncts.stream().map(part -> unparse(part, tree)).toList();
        List<Mutant> mutants = new ArrayList<>();
        if (texts.size() > 1) {
            for (int i = 0; i < texts.size(); i++) {
                List<String> rest = new ArrayList<>(texts);
                String dropped = rest.remove(i);
                String kept = "(" + String.join(") && (", rest) + ")";
                parse(kept);
                mutants.add(new Mutant("without " + dropped, kept));
            }
        }
        if (!when.strip().equals("true")) {
            mutants.add(new Mutant("always true", "true"));
        }
        mutants.add(new Mutant("always false", "false"));
        return List.copyOf(mutants);
    }

    /** The rule with another condition. */
    public static Rule mutated(Rule rule, Mutant mutant) {
        return new Rule(
                rule.id(),
                rule.aliases(),
                rule.title(),
                rule.severity(),
                rule.hazard(),
                rule.status(),
                rule.since(),
                rule.postgresFrom(),
                rule.postgresTo(),
                rule.on(),
                mutant.when(),
                false,
                rule.message(),
                rule.observed(),
                rule.links(),
                rule.fix(),
                rule.why(),
                rule.instead(),
                rule.examples(),
                rule.source());
    }

    private static CelAbstractSyntaxTree parse(String when) {
        // Without the macros' calls kept, exists(...) could not be written out again.
        return CelConditions.tree(
                CelParserFactory.standardCelParserBuilder()
                        .setOptions(
                                CelOptions.current().populateMacroCalls(true).build())
                        .setStandardMacros(CelStandardMacro.EXISTS, CelStandardMacro.ALL)
                        .build()
                        .parse(when),
                when);
    }

    private static String unparse(CelExpr part, CelAbstractSyntaxTree tree) {
        return CelUnparserFactory.newUnparser().unparse(CelAbstractSyntaxTree.newParsedAst(part, tree.getSource()));
    }
}
