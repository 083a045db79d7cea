package io.github.flygate.snapshot;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;

/** What is kept beside a snapshot, as names and texts: no secret is among them. */
final class Labels {
    /** Raised when the meaning of a label changes. */
    static final String FORMAT = "1";

    private static final String FORMAT_NAME = "format";
    private static final String FINGERPRINT = "fingerprint";
    private static final String PROJECT = "project";
    private static final String CONFIGURED = "configured";
    private static final String FIRST = "first";
    private static final String VERSION = "version";
    private static final String MIGRATIONS = "migrations";
    private static final String COMMIT = "commit";
    private static final String FLYWAY = "flyway";
    private static final String POSTGRES = "postgres";
    private static final String DATABASE = "database";
    private static final String OWNER = "owner-role";
    private static final String CREATED = "created";

    private Labels() {}

    /**
     * The labels of a snapshot that is made now.
     *
     * @param postgres such as {@code 18.6}
     */
    static Map<String, String> of(BaseSpec spec, String postgres) {
        Origin origin = spec.origin();
        Map<String, String> labels = new TreeMap<>();
        labels.put(FORMAT_NAME, FORMAT);
        labels.put(FINGERPRINT, spec.fingerprint());
        labels.put(PROJECT, origin.project());
        labels.put(CONFIGURED, origin.database());
        labels.put(FIRST, origin.first());
        labels.put(VERSION, origin.version());
        labels.put(MIGRATIONS, Integer.toString(origin.migrations()));
        labels.put(COMMIT, origin.commit());
        labels.put(FLYWAY, origin.flyway());
        labels.put(POSTGRES, postgres);
        labels.put(DATABASE, spec.database());
        labels.put(OWNER, spec.owner());
        labels.put(CREATED, Instant.now().toString());
        return labels;
    }

    /** Those of the labels that say whose a snapshot is. */
    static Map<String, String> ofOwner(Origin origin) {
        return Map.of(PROJECT, origin.project(), CONFIGURED, origin.database());
    }

    /** Whether this version of flygate understands them. */
    static boolean readable(Map<String, String> labels) {
        return FORMAT.equals(labels.get(FORMAT_NAME)) && !fingerprint(labels).isEmpty();
    }

    static Origin origin(Map<String, String> labels) {
        return new Origin(
                get(labels, PROJECT),
                get(labels, CONFIGURED),
                get(labels, FIRST),
                get(labels, VERSION),
                get(labels, MIGRATIONS).matches("[0-9]{1,9}") ? Integer.parseInt(get(labels, MIGRATIONS)) : 0,
                get(labels, COMMIT),
                get(labels, FLYWAY));
    }

    static String fingerprint(Map<String, String> labels) {
        return get(labels, FINGERPRINT);
    }

    static String postgres(Map<String, String> labels) {
        return get(labels, POSTGRES);
    }

    /** Name of the database in it. */
    static String database(Map<String, String> labels) {
        return get(labels, DATABASE);
    }

    /** Name of the database's owner. */
    static String owner(Map<String, String> labels) {
        return get(labels, OWNER);
    }

    static Instant created(Map<String, String> labels) {
        try {
            return Instant.parse(get(labels, CREATED));
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private static String get(Map<String, String> labels, String name) {
        return labels.getOrDefault(name, "");
    }
}
