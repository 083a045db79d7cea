package io.github.flygate.contract;

import io.github.flygate.fact.Fact;
import io.github.flygate.fact.FactAt;
import io.github.flygate.migration.Change;
import io.github.flygate.migration.Migration;
import io.github.flygate.migration.Script;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which migration of the head brought a refusal about. */
final class Culprits {
    private final RestartRequest request;
    private final FactPlaces places;

    /** A migration, and how a fact is put to it. */
    record Culprit(String script, Function<Fact, FactAt> place) {
        FactAt at(Fact fact) {
            return place.apply(fact);
        }
    }

    Culprits(RestartRequest request) {
        this.request = request;
        this.places = new FactPlaces(request.flywayFact());
    }

    /**
     * The pending migration of that version or, for a repeatable, of that description; the applied one where the head
     * edited that; else the first pending one.
     *
     * @param version empty for a repeatable
     */
    Culprit of(String version, @Nullable String description) {
        Predicate<Migration> named = version.isEmpty()
                ? migration -> migration.kind().isRepeatable()
                        && migration.description().equals(Objects.requireNonNullElse(description, ""))
                : migration -> normal(migration.version()).equals(normal(version));
        return pending(named).or(() -> edited(named)).orElseGet(this::first);
    }

    boolean isPendingRepeatable(@Nullable String description) {
        return request.pending().stream()
                .map(Script::migration)
                .anyMatch(migration -> migration.kind().isRepeatable()
                        && migration.description().equals(Objects.requireNonNullElse(description, "")));
    }

    /**
     * The pending form of the base's migration of that name.
     *
     * @param script name or end of the name; empty when it is not known
     */
    Culprit ofScript(String script) {
        Optional<Migration> old = request.plan().applied().stream()
                .filter(migration -> !script.isEmpty() && migration.script().endsWith(script))
                .findFirst();
        return old.map(migration ->
                        of(migration.kind().isRepeatable() ? "" : migration.version(), migration.description()))
                .orElseGet(this::first);
    }

    Culprit first() {
        return culprit(request.pending().get(0));
    }

    private Optional<Culprit> pending(Predicate<Migration> named) {
        return request.pending().stream()
                .filter(script -> named.test(script.migration()))
                .findFirst()
                .map(this::culprit);
    }

    private Optional<Culprit> edited(Predicate<Migration> named) {
        List<Change> edited = request.plan().edited();
        return request.plan().applied().stream()
                .filter(named)
                .filter(migration ->
                        edited.stream().anyMatch(change -> change.file().equals(migration.file())))
                .findFirst()
                .map(migration -> new Culprit(migration.script(), fact -> places.at(migration, fact)));
    }

    private Culprit culprit(Script script) {
        return new Culprit(script.migration().script(), fact -> places.at(script, fact));
    }

    /** Flyway prints a version as it is written; {@code 1.0} and {@code 1} are one. */
    private static String normal(String version) {
        return version.replace('_', '.').replaceAll("(^|\\.)0+(?=\\d)", "$1").replaceFirst("(\\.0)+$", "");
    }
}
