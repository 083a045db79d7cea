package io.github.flygate.snapshot;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The base that a copy is wanted of.
 *
 * @param key hash of what the builder will do; joined with everything below to the cache key
 * @param postgres major version or full version of the binaries
 * @param database name of the database to make
 * @param owner name of its owner, who is no superuser
 * @param roles further roles, without login
 * @param extensions made beforehand by the superuser
 * @param settings server settings
 * @param cache flygate's cache folder
 */
public record BaseSpec(
        String key,
        String postgres,
        String database,
        String owner,
        List<String> roles,
        List<String> extensions,
        SortedMap<String, String> settings,
        Path cache) {
    public BaseSpec {
        roles = List.copyOf(roles);
        extensions = List.copyOf(extensions);
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }
}
