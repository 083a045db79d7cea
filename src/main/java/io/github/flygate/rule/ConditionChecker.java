package io.github.flygate.rule;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.errorprone.annotations.Immutable;
import dev.cel.checker.CelChecker;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelVarDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelParser;
import io.github.flygate.fact.Fact;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks the types in conditions. Apart from {@link CelConditions} because CEL's checker costs twice what the rest of
 * CEL does: the build does it for the shipped rules, and a run only for a team's own.
 */
final class ConditionChecker {
    private static final CelStandardDeclarations FUNCTIONS = CelStandardDeclarations.newBuilder()
            .includeFunctions(
                    StandardFunction.LOGICAL_AND,
                    StandardFunction.LOGICAL_OR,
                    StandardFunction.LOGICAL_NOT,
                    StandardFunction.NOT_STRICTLY_FALSE,
                    StandardFunction.CONDITIONAL,
                    StandardFunction.EQUALS,
                    StandardFunction.NOT_EQUALS,
                    StandardFunction.IN,
                    StandardFunction.LESS,
                    StandardFunction.LESS_EQUALS,
                    StandardFunction.GREATER,
                    StandardFunction.GREATER_EQUALS,
                    StandardFunction.ADD,
                    StandardFunction.SIZE,
                    StandardFunction.STARTS_WITH,
                    StandardFunction.ENDS_WITH,
                    StandardFunction.CONTAINS)
            .build();

    private final CelParser parser = CelConditions.parser();
    private final Map<Class<? extends Fact>, CelChecker> checkers = new HashMap<>();

    /** @throws IllegalArgumentException with a sentence, when it is no condition on this type of fact */
    void verify(String when, Class<? extends Fact> type) {
        CelAbstractSyntaxTree tree = CelConditions.tree(parser.parse(when), when);
        ConditionShape.verify(tree.getExpr());
        CelConditions.tree(
                checkers.computeIfAbsent(type, ConditionChecker::checker).check(tree), when);
    }

    private static CelChecker checker(Class<? extends Fact> type) {
        Map<String, Method> variables = FactTypes.variables(type);
        Map<String, CelType> types = new LinkedHashMap<>();
        variables.values().forEach(variable -> declare(variable.getReturnType(), types));
        CelCheckerBuilder builder = CelCompilerFactory.standardCelCheckerBuilder()
                .setOptions(CelConditions.OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(FUNCTIONS)
                .setTypeProvider(new RecordTypes(ImmutableMap.copyOf(types)))
                .setResultType(SimpleType.BOOL);
        variables.forEach((name, variable) -> builder.addVarDeclarations(
                CelVarDecl.newVarDeclaration(name, typeOf(variable.getGenericReturnType()))));
        return builder.build();
    }

    private static void declare(Class<?> type, Map<String, CelType> types) {
        if (!type.isRecord() || types.containsKey(type.getName())) {
            return;
        }
        ImmutableMap.Builder<String, CelType> fields = ImmutableMap.builder();
        Components.of(type).forEach((name, accessor) -> fields.put(name, typeOf(accessor.getGenericReturnType())));
        ImmutableMap<String, CelType> known = fields.buildOrThrow();
        types.put(
                type.getName(),
                StructType.create(
                        type.getName(),
                        ImmutableSet.copyOf(known.keySet()),
                        name -> Optional.ofNullable(known.get(name))));
        Components.of(type).values().forEach(accessor -> declare(accessor.getReturnType(), types));
    }

    private static CelType typeOf(Type type) {
        if (type == boolean.class) {
            return SimpleType.BOOL;
        }
        if (type == long.class || type == int.class) {
            return SimpleType.INT;
        }
        if (type == String.class) {
            return SimpleType.STRING;
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return ListType.create(typeOf(list.getActualTypeArguments()[0]));
        }
        if (type instanceof Class<?> record && record.isRecord()) {
            return StructTypeReference.create(record.getName());
        }
        throw new IllegalStateException("a fact must not hold a " + type.getTypeName());
    }

    @Immutable
    private static final class RecordTypes implements CelTypeProvider {
        private final ImmutableMap<String, CelType> types;

        RecordTypes(ImmutableMap<String, CelType> types) {
            this.types = types;
        }

        @Override
        public ImmutableList<CelType> types() {
            return types.values().asList();
        }

        @Override
        public Optional<CelType> findType(String name) {
            return Optional.ofNullable(types.get(name));
        }
    }
}
