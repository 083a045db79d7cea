package io.github.flygate.gate;

import io.github.flygate.config.GateConfig;
import io.github.flygate.fix.Part;
import io.github.flygate.fix.Rewriter;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.MigrationPlan;
import io.github.flygate.migration.NewNames;
import io.github.flygate.migration.Script;
import io.github.flygate.model.Finding;
import io.github.flygate.model.Severity;
import io.github.flygate.model.Span;
import io.github.flygate.rule.Rule;
import io.github.flygate.rule.RuleBook;
import io.github.flygate.sql.ScriptReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Pending migrations in other words, while these are being found: what each file has become so far. */
final class OtherWords {
    private static final String WITHOUT_TRANSACTION = "executeInTransaction=false\n";

    private final GateConfig config;
    private final MigrationPlan plan;
    private final RuleBook book;
    private final Map<Migration, List<Part>> parts = new LinkedHashMap<>();
    private final Map<Migration, List<Part>> later = new LinkedHashMap<>();
    private final Map<Migration, Set<String>> rules = new LinkedHashMap<>();

    OtherWords(GateConfig config, MigrationPlan plan, RuleBook book) {
        this.config = config;
        this.plan = plan;
        this.book = book;
    }

    /** The migrations that are said in other words. */
    Set<Migration> changed() {
        return rules.keySet();
    }

    Set<String> rules(Migration migration) {
        return rules.getOrDefault(migration, Set.of());
    }

    List<Part> later(Migration migration) {
        return later.getOrDefault(migration, List.of());
    }

    /** The same for these migrations alone. */
    OtherWords only(Set<Migration> some) {
        OtherWords only = new OtherWords(config, plan, book);
        for (Migration migration : some) {
            only.parts.put(migration, parts.getOrDefault(migration, List.of()));
            only.later.put(migration, later(migration));
            only.rules.put(migration, rules(migration));
        }
        return only;
    }

    /** What takes the place of a migration; empty when there is no free name for it. */
    Optional<List<Migration>> files(Migration migration) {
        List<Part> own = parts.get(migration);
        if (own == null) {
            return Optional.of(List.of(migration));
        }
        if (own.isEmpty()) {
            return Optional.of(List.of());
        }
        List<String> names =
                new ArrayList<>(List.of(migration.path().getFileName().toString()));
        if (own.size() > 1) {
            if (migration.kind() != Migration.Kind.SQL) {
                return Optional.empty();
            }
            List<String> more = NewNames.behind(migration, plan.head(), config.flyway(), own.size() - 1);
            if (more.isEmpty()) {
                return Optional.empty();
            }
            names.addAll(more);
        }
        List<Migration> files = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            Part part = own.get(i);
            files.add(NewNames.written(
                    migration,
                    names.get(i),
                    config.flyway(),
                    part.text(),
                    part.withoutTransaction() ? WITHOUT_TRANSACTION : ""));
        }
        return Optional.of(files);
    }

    /** All pending migrations, in these words; a migration without a name for its parts is what it was. */
    MigrationPlan plan() {
        return plan.with(migration -> files(migration).orElse(List.of(migration)));
    }

    /** Goes one step further: says differently what has a finding. True when something was. */
    boolean rewrite(List<ScriptReading> readings, List<Finding> findings) {
        Rewriter rewriter = new Rewriter(DatabaseCheck.postgresMajor(config), config.flyway());
        Map<String, Script> scripts = readings.stream()
                .map(ScriptReading::script)
                .collect(Collectors.toMap(script -> script.migration().file(), script -> script, (a, b) -> a));
        boolean any = false;
        for (Migration migration : plan.pending()) {
            List<Migration> files = files(migration).orElse(List.of());
            List<Part> next = new ArrayList<>();
            Set<String> ended = new TreeSet<>();
            for (int i = 0; i < files.size(); i++) {
                Script script = scripts.get(files.get(i).file());
                Optional<Said> said = script == null ? Optional.empty() : rewrite(rewriter, script, findings);
                if (said.isEmpty()) {
                    next.add(part(migration, i));
                    continue;
                }
                ended.addAll(said.get().rules());
                for (Part part : said.get().rewritten().parts()) {
                    if (part.later()) {
                        later.computeIfAbsent(migration, m -> new ArrayList<>()).add(part);
                    } else {
                        next.add(part);
                    }
                }
            }
            if (!ended.isEmpty()) {
                any = true;
                parts.put(migration, next);
                rules.computeIfAbsent(migration, m -> new TreeSet<>()).addAll(ended);
            }
        }
        return any;
    }

    private Part part(Migration migration, int i) {
        List<Part> own = parts.get(migration);
        return own == null ? new Part(migration.content(), !migration.conf().isEmpty(), false) : own.get(i);
    }

    /** What is said differently, and the rules that this was for. */
    private record Said(Rewriter.Rewritten rewritten, Set<String> rules) {}

    private Optional<Said> rewrite(Rewriter rewriter, Script script, List<Finding> findings) {
        Map<String, Set<String>> whole = new TreeMap<>();
        Map<Integer, Map<String, Set<String>>> byStatement = new HashMap<>();
        for (Finding finding : findings) {
            Span place = finding.span();
            if (!place.file().equals(script.migration().file())) {
                continue;
            }
            String rule = finding.rule().value();
            Map<String, Set<String>> asked = script.statements().stream()
                    .filter(statement -> statement.span().equals(place))
                    .findFirst()
                    .map(statement -> byStatement.computeIfAbsent(statement.number(), n -> new TreeMap<>()))
                    .orElse(whole);
            asked.computeIfAbsent(form(rule), form -> new TreeSet<>()).add(rule);
        }
        Map<Integer, Set<String>> forms = new HashMap<>();
        byStatement.forEach((number, asked) -> forms.put(number, asked.keySet()));
        return rewriter.rewrite(script, whole.keySet(), forms).map(rewritten -> {
            Set<String> rules = new TreeSet<>();
            rewritten
                    .forms()
                    .forEach((number, form) -> rules.addAll(byStatement
                            .getOrDefault(number, Map.of())
                            .getOrDefault(form, whole.getOrDefault(form, Set.of()))));
            return new Said(rewritten, rules);
        });
    }

    private String form(String rule) {
        return form(rule, book);
    }

    private static String form(String rule, RuleBook book) {
        return book.find(rule).map(Rule::fix).orElse("");
    }

    /** Whether a finding is one that other words are looked for. */
    boolean asks(Finding finding) {
        return asks(finding, book);
    }

    static boolean asks(Finding finding, RuleBook book) {
        return finding.status().counts()
                && finding.severity() != Severity.INFO
                && !form(finding.rule().value(), book).isEmpty();
    }
}
