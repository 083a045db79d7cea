package io.github.flygate.rule;

import io.github.flygate.fact.Fact;
import io.github.flygate.fact.FactAt;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.Finding;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Proof;
import io.github.flygate.model.RuleId;
import io.github.flygate.model.Severity;
import io.github.flygate.model.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns facts into findings. A rule costs nothing before the first fact of its type: conditions are compiled then, and
 * only then is CEL loaded. May be shared by threads.
 */
public final class RuleEngine {
    private static final String ALWAYS = "true";
    private static final String OFF = "off";

    private final Map<String, List<Prepared>> byType = new HashMap<>();
    private final Map<RuleId, List<Adjusted>> adjusted = new HashMap<>();
    private @Nullable CelConditions cel;

    /**
     * Prepares the rules that are about this version and are not switched off.
     *
     * @param adjustments what severities are in some files; of several for one file the last counts
     * @param severities rule id or alias to {@code error}, {@code warning}, {@code info} or {@code off}
     * @throws FlygateException {@link ErrorCode#CONFIGURATION} for an unknown rule or severity
     */
    public RuleEngine(RuleBook book, int postgresMajor, Map<String, String> severities, List<Adjustment> adjustments) {
        for (Adjustment adjustment : adjustments) {
            Rule rule = known(book, adjustment.rule());
            adjusted.computeIfAbsent(rule.id(), id -> new ArrayList<>())
                    .add(Adjusted.of(adjustment, severity(rule, adjustment.severity())));
        }
        Map<Rule, String> wanted = new HashMap<>();
        severities.forEach((name, severity) -> wanted.put(known(book, name), severity));
        for (Rule rule : book.rules()) {
            String severity = wanted.getOrDefault(rule, rule.severity().id());
            boolean on = !severity.equals(OFF) || adjusted.containsKey(rule.id());
            if (rule.appliesTo(postgresMajor) && on) {
                byType.computeIfAbsent(rule.on(), type -> new ArrayList<>())
                        .add(new Prepared(rule, severity(rule, severity)));
            }
        }
    }

    /** Loads what the first fact would have to wait for. For a thread that has nothing better to do. */
    public void warmUp() {
        byType.values().stream()
                .flatMap(List::stream)
                .filter(prepared -> needsCel(prepared.rule))
                .findFirst()
                .ifPresent(prepared -> prepared.check(this));
    }

    /**
     * What the rules find in one fact: {@code measured}/{@code confirmed} for a measured fact, else
     * {@code static}/{@code unverified}.
     *
     * @throws FlygateException {@link ErrorCode#RULE} when a rule fails
     */
    public List<Finding> evaluate(FactAt fact) {
        List<Prepared> rules = byType.getOrDefault(Fact.typeOf(fact.fact().getClass()), List.of());
        List<Finding> findings = new ArrayList<>();
        for (Prepared prepared : rules) {
            try {
                Optional<Severity> severity = severity(prepared, fact.span().file());
                if (severity.isPresent() && prepared.check(this).matches(fact)) {
                    findings.add(finding(prepared, severity.get(), fact));
                }
            } catch (IllegalStateException | IllegalArgumentException e) {
                throw failed(prepared.rule, fact, e);
            }
        }
        return List.copyOf(findings);
    }

    static boolean needsCel(Rule rule) {
        return !rule.javaCheck() && !rule.when().equals(ALWAYS);
    }

    /** Empty where the rule is switched off. */
    private Optional<Severity> severity(Prepared prepared, String file) {
        Optional<Severity> severity = prepared.severity;
        for (Adjusted one : adjusted.getOrDefault(prepared.rule.id(), List.of())) {
            if (one.matches(file)) {
                severity = one.severity();
            }
        }
        return severity;
    }

    private Finding finding(Prepared prepared, Severity severity, FactAt fact) {
        Rule rule = prepared.rule;
        return new Finding(
                rule.id(),
                severity,
                rule.hazard(),
                fact.measured() ? Proof.MEASURED : Proof.STATIC,
                fact.measured() ? Status.CONFIRMED : Status.UNVERIFIED,
                prepared.message().fill(fact),
                fact.span(),
                fact.fact().relation(),
                new TreeMap<>(),
                rule.instead(),
                "flygate explain " + rule.id(),
                Fingerprint.of(rule.id(), fact),
                "");
    }

    private static FlygateException failed(Rule rule, FactAt fact, RuntimeException cause) {
        return new FlygateException(
                ErrorCode.RULE,
                "the rule " + rule.id() + " (" + rule.source() + ") failed on " + fact.span() + ": "
                        + cause.getMessage(),
                "Until it is mended, switch it off in flygate.yml: rules: { severity: { " + rule.id() + ": off } }",
                cause);
    }

    private static Rule known(RuleBook book, String name) {
        return book.find(name)
                .orElseThrow(() -> new FlygateException(
                        ErrorCode.CONFIGURATION,
                        "rules: severity: there is no rule " + name,
                        book.nearest(name)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("flygate rules lists them")));
    }

    /** Empty for {@code off}. */
    private static Optional<Severity> severity(Rule rule, String id) {
        if (id.equals(OFF)) {
            return Optional.empty();
        }
        Optional<Severity> found = Arrays.stream(Severity.values())
                .filter(severity -> severity.id().equals(id))
                .findFirst();
        return Optional.of(found.orElseThrow(() -> new FlygateException(
                ErrorCode.CONFIGURATION,
                "rules: severity: " + rule.id() + ": there is no severity " + id,
                "Known are: error, warning, info, off")));
    }

    private synchronized CelConditions cel() {
        CelConditions started = cel;
        if (started == null) {
            started = new CelConditions();
            cel = started;
        }
        return started;
    }

    /** A rule that is on; its check and message are made when first needed. */
    private static final class Prepared {
        private final Rule rule;
        private final Optional<Severity> severity;
        private @Nullable Check check;
        private @Nullable MessageTemplate message;

        Prepared(Rule rule, Optional<Severity> severity) {
            this.rule = rule;
            this.severity = severity;
        }

        synchronized Check check(RuleEngine engine) {
            Check made = check;
            if (made == null) {
                made = rule.javaCheck()
                        ? JavaChecks.create(rule.id())
                        : needsCel(rule) ? engine.cel().compile(rule.when()) : fact -> true;
                check = made;
            }
            return made;
        }

        synchronized MessageTemplate message() {
            MessageTemplate made = message;
            if (made == null) {
                made = MessageTemplate.of(
                        rule.message(), FactTypes.find(rule.on()).orElseThrow());
                message = made;
            }
            return made;
        }
    }
}
