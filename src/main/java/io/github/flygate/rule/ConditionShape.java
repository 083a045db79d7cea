package io.github.flygate.rule;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How long and deep a condition may be: what is longer than this wants to be computed, and tested, in Java. */
final class ConditionShape {
    static final int MAX_LENGTH = 200;
    static final int MAX_CONJUNCTS = 5;
    static final String HINT = "A fact is missing: compute it in Java and give it a name";

    private static final String AND = "_&&_";

    private ConditionShape() {}

    /** @throws IllegalArgumentException with a sentence */
    static void verify(CelExpr condition) {
        int conjuncts = conjuncts(condition).size();
        if (conjuncts > MAX_CONJUNCTS) {
            throw new IllegalArgumentException(
                    "a condition with " + conjuncts + " parts joined by && (at most " + MAX_CONJUNCTS + ")");
        }
        walk(condition, false);
    }

    /** The parts that must all hold, from left to right. */
    static List<CelExpr> conjuncts(CelExpr condition) {
        if (condition.getKind() == ExprKind.Kind.CALL
                && condition.call().function().equals(AND)) {
            List<CelExpr> parts = new ArrayList<>();
            condition.call().args().forEach(part -> parts.addAll(conjuncts(part)));
            return parts;
        }
        return List.of(condition);
    }

    private static void walk(CelExpr expr, boolean inMacro) {
        boolean macro = expr.getKind() == ExprKind.Kind.COMPREHENSION;
        if (macro && inMacro) {
            throw new IllegalArgumentException("a macro inside a macro");
        }
        children(expr).forEach(child -> walk(child, inMacro || macro));
    }

    private static Stream<CelExpr> children(CelExpr expr) {
        return switch (expr.getKind()) {
            case SELECT -> Stream.of(expr.select().operand());
            case CALL -> Stream.concat(expr.call().target().stream(), expr.call().args().stream());
            case LIST -> expr.list().elements().stream();
            case COMPREHENSION ->
                Stream.of(
                        expr.comprehension().iterRange(),
                        expr.comprehension().loopCondition(),
                        expr.comprehension().loopStep(),
                        expr.comprehension().result());
            case CONSTANT, IDENT -> Stream.empty();
            case STRUCT, MAP, NOT_SET ->
                throw new IllegalArgumentException("a condition makes no maps and no structures");
        };
    }
}
