package io.github.flygate.rule;

import io.github.flygate.fact.Fact;
import io.github.flygate.model.Nearest;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in plain words what CEL says about a condition, and what was probably meant. */
final class ConditionAdvice {
    private static final Pattern NAME = Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("undefined field '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern OVERLOAD =
            Pattern.compile("found no matching overload for '([^']*)' applied to '\\(?([^)']*)\\)?'.*", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("expected type 'bool' but found '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern OPERATOR = Pattern.compile("[!@]?_?([!=<>+&|-]+|in)_?");
    private static final Pattern PATH = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*$");
    private static final List<String> FUNCTIONS =
            List.of("size", "startsWith", "endsWith", "contains", "exists", "all");

    private final String on;
    private final String when;
    private final Map<String, Method> variables;

    ConditionAdvice(String on, String when, Class<? extends Fact> type) {
        this.on = on;
        this.when = when;
        this.variables = FactTypes.variables(type);
    }

    String problem(ConditionException e) {
        Matcher name = NAME.matcher(e.problem());
        Matcher field = FIELD.matcher(e.problem());
        Matcher overload = OVERLOAD.matcher(e.problem());
        Matcher type = TYPE.matcher(e.problem());
        if (name.matches()) {
            return "there is no " + name.group(1);
        }
        if (field.matches()) {
            return "there is no " + field.group(1) + " in " + path(e.offset());
        }
        if (overload.matches()) {
            return operator(overload.group(1)) + " does not go with "
                    + String.join(" and ", overload.group(2).split(",\\s*"));
        }
        return type.matches() ? "a condition is true or false, and this is a " + type.group(1) : e.problem();
    }

    /** CEL points at the dot before a field. */
    int offset(ConditionException e) {
        return e.offset() + (FIELD.matcher(e.problem()).matches() ? 1 : 0);
    }

    String hint(ConditionException e) {
        Matcher name = NAME.matcher(e.problem());
        if (name.matches()) {
            return isCall(e.offset(), name.group(1))
                    ? near(name.group(1), FUNCTIONS) + "Functions are " + String.join(", ", FUNCTIONS)
                    : near(name.group(1), variables.keySet()) + all();
        }
        Matcher field = FIELD.matcher(e.problem());
        if (field.matches()) {
            Collection<String> fields = fields(path(e.offset()));
            return fields.isEmpty()
                    ? all()
                    : near(field.group(1), fields) + path(e.offset()) + " has " + String.join(", ", fields);
        }
        return all();
    }

    private String all() {
        return "A condition on " + on + " speaks of " + String.join(", ", variables.keySet());
    }

    private static String near(String name, Collection<String> known) {
        return Nearest.to(name, known)
                .map(near -> "Did you mean " + near + "? ")
                .orElse("");
    }

    private boolean isCall(int offset, String name) {
        String rest = when.substring(Math.min(Math.max(offset, 0), when.length()));
        return rest.startsWith("(") || rest.startsWith(name + "(") || rest.startsWith("." + name + "(");
    }

    /** What stands before the dot of a field. */
    private String path(int dot) {
        Matcher path = PATH.matcher(when.substring(0, Math.min(Math.max(dot, 0), when.length())));
        return path.find() ? path.group() : "it";
    }

    private Collection<String> fields(String path) {
        Map<String, Method> known = variables;
        for (String name : path.split("\\.", -1)) {
            Method accessor = known.get(name);
            if (accessor == null || !accessor.getReturnType().isRecord()) {
                return List.of();
            }
            known = Components.of(accessor.getReturnType());
        }
        return known.keySet();
    }

    private static String operator(String function) {
        Matcher operator = OPERATOR.matcher(function);
        return operator.matches() ? operator.group(1) : function;
    }
}
