package io.github.flygate.config;

import io.github.flygate.model.FlywaySettings;
import io.github.flygate.model.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One database of a project, ready to be checked.
 *
 * @param project the folder that relative paths start from; absolute
 * @param name the database's key under {@code databases:}; {@code default} when there is one
 * @param postgres major version (12 to 18) or a full one ({@code 18.6.0}) of the binaries
 * @param settings server settings such as {@code TimeZone}
 * @param timeLimit per migration file
 * @param rerun limits for combined migrations
 * @param history what is asked about the migrations as a whole
 * @param cache flygate's cache folder; absolute
 * @param snapshots what the engines need to know beside the base
 * @param contract what is known of the application that still runs
 * @param hotTables {@code schema.name} of tables on which even a short lock is felt
 * @param severities rule id to severity id or {@code off}
 * @param adjustments what severities are in some files
 * @param baseline the file with accepted findings; it need not exist; absolute
 * @param values every effective value as printed by {@code flygate config}: key, value and origin; secrets masked
 */
public record GateConfig(
        Path project,
        String name,
        String postgres,
        String engine,
        List<String> roles,
        List<String> extensions,
        SortedMap<String, String> settings,
        String applicationRole,
        Optional<String> baseRef,
        Optional<String> baseVersion,
        FlywaySettings flyway,
        Duration timeLimit,
        RerunLimits rerun,
        HistoryConfig history,
        Path cache,
        SnapshotConfig snapshots,
        ContractConfig contract,
        Optional<Path> rulesFolder,
        Set<String> hotTables,
        SortedMap<String, String> severities,
        List<Adjustment> adjustments,
        List<Suppression> suppressions,
        Path baseline,
        Severity failOn,
        List<Value> values) {
    public GateConfig {
        roles = List.copyOf(roles);
        extensions = List.copyOf(extensions);
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        severities = Collections.unmodifiableSortedMap(new TreeMap<>(severities));
        hotTables = Set.copyOf(hotTables);
        adjustments = List.copyOf(adjustments);
        suppressions = List.copyOf(suppressions);
        values = List.copyOf(values);
    }

    /** The same for a Flyway whose lock holds no transaction open, or does. */
    public GateConfig withTransactionalLock(boolean value) {
        return new GateConfig(
                project,
                name,
                postgres,
                engine,
                roles,
                extensions,
                settings,
                applicationRole,
                baseRef,
                baseVersion,
                flyway.withTransactionalLock(value),
                timeLimit,
                rerun,
                history,
                cache,
                snapshots,
                contract,
                rulesFolder,
                hotTables,
                severities,
                adjustments,
                suppressions,
                baseline,
                failOn,
                values);
    }

    /**
     * One effective value.
     *
     * @param origin such as {@code flygate.yml:3}, {@code pom.xml:41}, {@code default}
     */
    public record Value(String key, String value, String origin) {}

    /**
     * Another severity for a rule in some files.
     *
     * @param severity id, or {@code off}
     * @param path glob over paths relative to the project's folder, such as {@code db/archive/**}
     * @param line place of the entry in flygate.yml
     */
    public record Adjustment(String rule, String severity, String path, String reason, int line) {}

    /**
     * An accepted finding.
     *
     * @param script file name or path of the migration
     * @param line place of the entry in flygate.yml
     */
    public record Suppression(String rule, String script, String reason, Optional<LocalDate> until, int line) {}
}
