package io.github.flygate.fix;

import io.github.flygate.fix.Slices.Slice;
import io.github.flygate.migration.Script;
import io.github.flygate.migration.Statement;
import io.github.flygate.model.FlywaySettings;
import io.github.flygate.sql.StatementText;
import io.github.flygate.sql.Unreadable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Rewrites migrations so that findings end. */
public final class Rewriter {
    private static final String ONE_FILE_EACH = "one-file-each";
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
     * @param forms that were used, by the number of their statement
     */
    public record Rewritten(List<Part> parts, Map<Integer, String> forms) {
        public Rewritten {
            parts = List.copyOf(parts);
            forms = Map.copyOf(forms);
        }
    }

    /** The forms that a rule may ask for. */
    public static Set<String> forms() {
        Set<String> forms = new TreeSet<>(Forms.names());
        forms.add(ONE_FILE_EACH);
        return forms;
    }

    /**
     * Says every statement differently that can be.
     *
     * @param wholeScript forms that are asked for because of the whole file
     * @param byStatement forms that are asked for, by the number of the statement
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
        Map<Integer, String> forms = new HashMap<>();
        boolean mixed = wholeScript.contains(ONE_FILE_EACH);
        for (Statement statement : script.statements()) {
            Slice slice = slices.slices().get(statement.number());
            Target target = new Target(script, slice.sql(), postgresMajor);
            Optional<Map.Entry<String, List<Step>>> steps =
                    Forms.first(byStatement.getOrDefault(statement.number(), Set.of()), target, placeholder);
            if (steps.isPresent()) {
                forms.put(statement.number(), steps.get().getKey());
                parts.replace(slice, steps.get().getValue());
            } else if (mixed && !statement.transactional()) {
                forms.put(statement.number(), ONE_FILE_EACH);
                parts.replace(slice, List.of(Step.alone(slice.sql())));
            } else {
                parts.keep(slice, starts(slice.sql(), "set", "local"));
            }
        }
        boolean crlf = script.migration().content().contains("\r\n");
        return forms.isEmpty()
                ? Optional.empty()
                : Optional.of(new Rewritten(
                        parts.done(slices.rest()).stream()
                                .map(part -> crlf ? part.withCrlf() : part)
                                .toList(),
                        forms));
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
