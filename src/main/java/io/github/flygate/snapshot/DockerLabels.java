package io.github.flygate.snapshot;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.testcontainers.DockerClientFactory;

/** The names of our labels on images and containers. A container has its image's labels as well as its own. */
final class DockerLabels {
    static final String PREFIX = "io.github.flygate.";
    /** On every image of ours. */
    static final String FORMAT = PREFIX + "format";
    /** The user's name for it; empty for one that a check has made for itself. */
    static final String NAME = PREFIX + "name";
    /** Given once to what was built; images under several names share it. */
    static final String CONTENT = PREFIX + "content";
    /** Name of the database in it. */
    static final String DATABASE = PREFIX + "database";
    /** The image that it was built on, as configured. */
    static final String BASE_IMAGE = PREFIX + "base-image";

    static final String BASE_IMAGE_ID = PREFIX + "base-image-id";
    /** On a container that ends with its process. */
    static final String PROCESS = PREFIX + "process";
    /** On a container that outlives its process: when it was started. */
    static final String COPY = PREFIX + "copy";
    /** On such a container: the name of the first one, which is the copy's id, also of those that a restore puts in its place. */
    static final String COPY_GROUP = PREFIX + "copy-group";
    /** On such a container: the process that has started it, as a {@link DockerOwner} says it. */
    static final String STARTER = PREFIX + "starter";

    private DockerLabels() {}

    /**
     * What a container carries that ends with this process.
     *
     * @param ryuk whether Ryuk runs, which removes what has the labels of Testcontainers' session. Without Ryuk a
     *     hook of Testcontainers' would do so, in the way of ours.
     */
    static Map<String, String> ofSession(boolean ryuk) {
        Map<String, String> labels = none();
        if (ryuk) {
            labels.putAll(DockerClientFactory.DEFAULT_LABELS);
            labels.put(DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL, DockerClientFactory.SESSION_ID);
        }
        labels.put(PROCESS, DockerOwner.label());
        return labels;
    }

    /** What a container carries that is there until it is stopped. */
    static Map<String, String> ofCopy(Instant since, String group) {
        Map<String, String> labels = none();
        labels.put(COPY, since.toString());
        labels.put(COPY_GROUP, group);
        labels.put(STARTER, DockerOwner.label());
        return labels;
    }

    /** The labels of an image: a commit takes over those of the container, so what is not of the image is emptied. */
    static Map<String, String> ofImage(Map<String, String> ours) {
        Map<String, String> labels = none();
        labels.putAll(ours);
        return labels;
    }

    /** Every label of a container, without a value. */
    private static Map<String, String> none() {
        Map<String, String> labels = new HashMap<>();
        DockerClientFactory.DEFAULT_LABELS.keySet().forEach(name -> labels.put(name, ""));
        labels.put(DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL, "");
        labels.put(PROCESS, "");
        labels.put(COPY, "");
        labels.put(COPY_GROUP, "");
        labels.put(STARTER, "");
        return labels;
    }

    /** With the prefix that keeps our labels apart from others. */
    static Map<String, String> prefixed(Map<String, String> labels) {
        Map<String, String> prefixed = new TreeMap<>();
        labels.forEach((name, value) -> prefixed.put(PREFIX + name, value));
        return prefixed;
    }

    /** As {@link Labels} knows them. */
    static Map<String, String> plain(Map<String, String> labels) {
        Map<String, String> plain = new TreeMap<>();
        labels.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                plain.put(name.substring(PREFIX.length()), value);
            }
        });
        return plain;
    }
}
