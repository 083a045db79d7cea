package io.github.flygate.snapshot;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.testcontainers.utility.DockerImageName;

/** What images and containers are called. */
final class DockerNames {
    /** Where images are that flygate names itself. */
    static final String OWN = "flygate/";

    /** As long as the command line takes them, counted in code points as there. */
    private static final int LONGEST_NAME = 200;

    private static final int HASH = 12;

    private DockerNames() {}

    /** A reference with its tag; Docker means all tags of a repository when a pull names none. */
    static String reference(String configured, String key) {
        try {
            DockerImageName name = DockerImageName.parse(configured.strip());
            name.assertValid();
            return name.asCanonicalNameString();
        } catch (IllegalArgumentException e) {
            throw new FlygateException(
                    ErrorCode.CONFIGURATION,
                    key + ": " + configured + " is no image's name",
                    "give one such as registry.example.org/app-db:main, in small letters",
                    e);
        }
    }

    /** Of a new container. */
    static String ofContainer() {
        return "flygate-" + UUID.randomUUID().toString().substring(0, 13);
    }

    /** The image that bases of this major version are built on unless {@code image:} names another. */
    static String official(BaseSpec spec) {
        String[] parts = spec.postgres().strip().split("\\.", 3);
        return "postgres:" + parts[0] + (parts.length > 1 ? "." + parts[1] : "");
    }

    /** Of an image that a check keeps for itself. */
    static String ofBase(String database, List<String> content) {
        return repository(database) + ":" + new Fingerprint().add(content).hex().substring(0, HASH);
    }

    /**
     * Of an image that the user has named: the name itself may hold what no tag can hold. A name is one of a database
     * of a project.
     */
    static String ofName(String database, Origin origin, String name) {
        return repository(database) + ":name-"
                + new Fingerprint()
                        .add(List.of(origin.project(), origin.database(), origin.first(), name))
                        .hex()
                        .substring(0, HASH);
    }

    /** Whether a tag is one that flygate has given; every other is the user's. */
    static boolean isOwn(String tag) {
        return tag.startsWith(OWN);
    }

    private static String repository(String database) {
        String plain = database.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String trimmed = plain.replaceAll("^-|-$", "");
        return OWN + (trimmed.isEmpty() ? "database" : trimmed);
    }

    static String requireUsable(String name) {
        if (name.isBlank()
                || name.codePointCount(0, name.length()) > LONGEST_NAME
                || name.codePoints().anyMatch(Character::isISOControl)) {
            throw new FlygateException(
                    ErrorCode.USAGE,
                    "a snapshot's name has 1 to " + LONGEST_NAME + " characters and none that controls a terminal",
                    "choose another name");
        }
        return name;
    }

    /** Docker takes the first part of a name for a registry when it looks like a host. */
    static void requireRegistry(String reference) {
        int end = reference.indexOf('/');
        String host = end < 0 ? "" : reference.substring(0, end);
        if (!host.contains(".") && !host.contains(":") && !host.equals("localhost")) {
            throw new FlygateException(
                    ErrorCode.USAGE,
                    "the image " + reference + " cannot be pushed: its name says no registry",
                    "begin the name with the registry's host: `--image registry.example.org/" + reference + "`");
        }
    }
}
