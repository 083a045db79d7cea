package io.github.flygate.rule;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelContainer;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.values.CelValueConverter;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.DefaultDispatcher;
import dev.cel.runtime.InternalCelFunctionBinding;
import dev.cel.runtime.Program;
import dev.cel.runtime.RuntimeEquality;
import dev.cel.runtime.RuntimeHelpers;
import dev.cel.runtime.planner.ProgramPlanner;
import dev.cel.runtime.standard.AddOperator;
import dev.cel.runtime.standard.CelStandardFunction;
import dev.cel.runtime.standard.ContainsFunction;
import dev.cel.runtime.standard.EndsWithFunction;
import dev.cel.runtime.standard.EqualsOperator;
import dev.cel.runtime.standard.GreaterEqualsOperator;
import dev.cel.runtime.standard.GreaterOperator;
import dev.cel.runtime.standard.InOperator;
import dev.cel.runtime.standard.LessEqualsOperator;
import dev.cel.runtime.standard.LessOperator;
import dev.cel.runtime.standard.LogicalNotOperator;
import dev.cel.runtime.standard.NotEqualsOperator;
import dev.cel.runtime.standard.NotStrictlyFalseFunction;
import dev.cel.runtime.standard.SizeFunction;
import dev.cel.runtime.standard.StartsWithFunction;
import io.github.flygate.fact.FactAt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns conditions into checks, with CEL. Making one loads CEL, which is most of its cost.
 *
 * <p>It puts CEL's planner together itself: {@code CelRuntimeFactory.plannerRuntimeBuilder()} builds the same one but
 * first loads protobuf's descriptors, and that alone doubles the cold start. Types are not checked here:
 * {@link ConditionChecker} has done it, for the shipped rules in the build, for a team's when they are loaded.
 */
final class CelConditions {
    static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxExpressionCodePointSize(ConditionShape.MAX_LENGTH)
            .maxParseRecursionDepth(32)
            .comprehensionMaxIterations(100_000)
            .build();

    private final CelParser parser = parser();
    private final ProgramPlanner planner = planner();

    static CelParser parser() {
        return CelParserFactory.standardCelParserBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.EXISTS, CelStandardMacro.ALL)
                .build();
    }

    /** @throws IllegalArgumentException with a sentence, when it is no condition */
    Check compile(String when) {
        CelAbstractSyntaxTree tree = tree(parser.parse(when), when);
        ConditionShape.verify(tree.getExpr());
        try {
            Program program = planner.plan(tree);
            return fact -> holds(program, fact);
        } catch (CelEvaluationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    static CelAbstractSyntaxTree tree(CelValidationResult result, String when) {
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            CelIssue first = e.getErrors().get(0);
            String problem = first.getMessage().replace(" (in container '')", "");
            throw new ConditionException(problem, offset(when, first), e);
        }
    }

    /** CEL counts lines from 1 and columns from 0. */
    private static int offset(String when, CelIssue issue) {
        int offset = Math.max(issue.getSourceLocation().getColumn(), 0);
        List<String> lines = when.lines().toList();
        for (int i = 0; i < Math.min(issue.getSourceLocation().getLine() - 1, lines.size()); i++) {
            offset += lines.get(i).length() + 1;
        }
        return offset;
    }

    private static boolean holds(Program program, FactAt fact) {
        Map<String, Object> variables = new HashMap<>();
        FactTypes.variables(fact.fact().getClass())
                .forEach((name, variable) -> variables.put(name, RecordValue.of(FactTypes.value(variable, fact))));
        try {
            if (program.eval(variables) instanceof Boolean answer) {
                return answer;
            }
            throw new IllegalStateException("the condition is neither true nor false");
        } catch (CelEvaluationException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static ProgramPlanner planner() {
        RuntimeEquality equality = RuntimeEquality.create(RuntimeHelpers.create(), OPTIONS);
        DefaultDispatcher.Builder functions = DefaultDispatcher.newBuilder();
        for (CelStandardFunction function : functions()) {
            for (CelFunctionBinding binding : function.newFunctionBindings(OPTIONS, equality)) {
                String name = binding instanceof InternalCelFunctionBinding named
                        ? named.getFunctionName()
                        : binding.getOverloadId();
                functions.addOverload(
                        name,
                        binding.getOverloadId(),
                        binding.getArgTypes(),
                        binding.isStrict(),
                        binding.getDefinition());
            }
        }
        return ProgramPlanner.newPlanner(
                new NoTypes(),
                (type, fields) -> Optional.empty(),
                functions.build(),
                CelValueConverter.getDefaultInstance(),
                CelContainer.newBuilder().build(),
                OPTIONS,
                ImmutableSet.of());
    }

    /** Those that {@link ConditionChecker} declares. */
    private static List<CelStandardFunction> functions() {
        return List.of(
                LogicalNotOperator.create(),
                NotStrictlyFalseFunction.create(),
                EqualsOperator.create(),
                NotEqualsOperator.create(),
                InOperator.create(),
                LessOperator.create(LessOperator.LessOverload.LESS_INT64, LessOperator.LessOverload.LESS_STRING),
                LessEqualsOperator.create(
                        LessEqualsOperator.LessEqualsOverload.LESS_EQUALS_INT64,
                        LessEqualsOperator.LessEqualsOverload.LESS_EQUALS_STRING),
                GreaterOperator.create(
                        GreaterOperator.GreaterOverload.GREATER_INT64, GreaterOperator.GreaterOverload.GREATER_STRING),
                GreaterEqualsOperator.create(
                        GreaterEqualsOperator.GreaterEqualsOverload.GREATER_EQUALS_INT64,
                        GreaterEqualsOperator.GreaterEqualsOverload.GREATER_EQUALS_STRING),
                AddOperator.create(AddOperator.AddOverload.ADD_INT64, AddOperator.AddOverload.ADD_STRING),
                SizeFunction.create(),
                StartsWithFunction.create(),
                EndsWithFunction.create(),
                ContainsFunction.create());
    }

    /** The planner asks for types only to make values of them, which no condition does. */
    private static final class NoTypes implements CelTypeProvider {
        @Override
        public ImmutableList<CelType> types() {
            return ImmutableList.of();
        }

        @Override
        public Optional<CelType> findType(String name) {
            return Optional.empty();
        }
    }
}
