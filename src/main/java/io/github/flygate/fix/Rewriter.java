package io.github.flygate.fix;

import io.github.flygate.fix.Slices.Slice;
import io.github.flygate.migration.Script;
import io.github.flygate.migration.Statement;
import io.github.flygate.model.FlywaySettings;
import io.github.flygate.sql.StatementText;
import io.github.flygate.sql.Unreadable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Rewrites migrations so that findings end. */
public final class Rewriter {
    private static final String MIXED = "flyway-mixed-statements";
    private static final String[] TRANSACTION_CONTROL = {
        "begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release", "prepare"
    };

    private final int postgresMajor;
    private final Pattern placeholder;

    /** @param postgresMajor of production, 12 to 18 */
    public Rewriter(int postgresMajor, FlywaySettings flyway) {
        this.postgresMajor = postgresMajor;
        this.placeholder = Pattern.compile(
                Pattern.quote(flyway.placeholderPrefix()) + ".*?" + Pattern.quote(flyway.placeholderSuffix()));
    }

    /**
     * A migration in other words.
     *
     * @param parts in their order, those of later releases at the end; none when nothing of it is left
     * @param rules whose findings this is meant to end
     */
    public record Rewritten(List<Part> parts, Set<String> rules) {
        public Rewritten {
            parts = List.copyOf(parts);
            rules = Set.copyOf(rules);
        }
    }

    /** The rules that there is another form for. */
    public static Set<String> rules() {
        Set<String> rules = new TreeSet<>(Forms.rules());
        rules.add(MIXED);
        return rules;
    }

    /**
     * Says every statement with a finding differently that can be.
     *
     * @param wholeScript rules with a finding about the whole file
     * @param byStatement rules with a finding, by the number of their statement
     * @return empty when nothing can be said differently
     */
    public Optional<Rewritten> rewrite(Script script, Set<String> wholeScript, Map<Integer, Set<String>> byStatement) {
        boolean plain = script.migration().conf().isEmpty()
                && !script.migration().kind().isJava()
                && script.statements().stream().noneMatch(this::controlsTransaction);
        if (!plain) {
            return Optional.empty();
        }
        Slices slices = Slices.of(script.migration().content(), script.statements());
        Parts parts = new Parts();
        Set<String> rules = new TreeSet<>();
        boolean mixed = wholeScript.contains(MIXED);
        for (Statement statement : script.statements()) {
            Slice slice = slices.slices().get(statement.number());
            Target target = new Target(script, statement, slice.sql(), postgresMajor);
            Optional<Map.Entry<String, List<Step>>> steps =
                    Forms.first(byStatement.getOrDefault(statement.number(), Set.of()), target, placeholder);
            if (steps.isPresent()) {
                rules.add(steps.get().getKey());
                parts.replace(slice, steps.get().getValue());
            } else if (mixed && !statement.transactional()) {
                rules.add(MIXED);
                parts.replace(slice, List.of(Step.alone(slice.sql())));
            } else {
                parts.keep(slice, starts(slice.sql(), "set", "local"));
            }
        }
        boolean crlf = script.migration().content().contains("\r\n");
        return rules.isEmpty()
                ? Optional.empty()
                : Optional.of(new Rewritten(
                        parts.done(slices.rest()).stream()
                                .map(part -> crlf ? part.withCrlf() : part)
                                .toList(),
                        rules));
    }

    private boolean controlsTransaction(Statement statement) {
        for (String word : TRANSACTION_CONTROL) {
            if (starts(statement.sql(), word)) {
                return true;
            }
        }
        return false;
    }

    private boolean starts(String sql, String... words) {
        try {
            return StatementText.of(sql, placeholder).is(words);
        } catch (Unreadable e) {
            return false;
        }
    }
}
