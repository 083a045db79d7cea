package io.github.flygate.snapshot;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The base that a copy is wanted of.
 *
 * @param origin for people
 * @param lineage hash of what the builder will do; behind it the hashes of bases that need only
 *     {@link BaseBuilder#grow} to become this one, newest first. Joined with all that follows to fingerprints.
 * @param seeds hashes of what the builder runs after the migrations
 * @param postgres major version or full version
 * @param database name of the database to make
 * @param owner name of its owner, who is no superuser
 * @param roles further roles, without login
 * @param extensions made beforehand by the superuser
 * @param settings server settings
 */
public record BaseSpec(
        Origin origin,
        List<String> lineage,
        List<String> seeds,
        String postgres,
        String database,
        String owner,
        List<String> roles,
        List<String> extensions,
        SortedMap<String, String> settings) {
    public BaseSpec {
        lineage = List.copyOf(lineage);
        seeds = List.copyOf(seeds);
        roles = List.copyOf(roles);
        extensions = List.copyOf(extensions);
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        if (lineage.isEmpty()) {
            throw new IllegalArgumentException("a base has a hash");
        }
    }

    /** A base that has grown from no other. */
    public BaseSpec(String key, String postgres, String database, String owner) {
        this(
                Origin.unknown(),
                List.of(key),
                List.of(),
                postgres,
                database,
                owner,
                List.of(),
                List.of(),
                Collections.emptySortedMap());
    }

    /** Such as 18. */
    public int major() {
        return Integer.parseInt(postgres.strip().split("\\.", 2)[0]);
    }

    /** Names everything that decides what is in the base, but for the server's programs. */
    public String fingerprint() {
        return fingerprints().get(0);
    }

    /** The base's own, and those of the bases from which it has grown, newest first. */
    public List<String> fingerprints() {
        return lineage.stream()
                .map(key -> new Fingerprint()
                        .add(List.of(key, database, owner))
                        .add(seeds)
                        .add(roles)
                        .add(extensions)
                        .add(List.copyOf(settings.keySet()))
                        .add(List.copyOf(settings.values()))
                        .hex())
                .toList();
    }
}
