package io.github.flygate.snapshot;

import io.github.flygate.config.SnapshotConfig;
import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.util.Map;
import java.util.Optional;

/** The image that {@code snapshot.image} names: whether it is what this base needs. */
final class DockerConfigured {
    /** What belongs to somebody else is not to be made anew. */
    private static final String ANOTHER = "give snapshot.image or --image a name of this project's own, and make it: "
            + saving("registry.example.org/app-db:main");

    private static final String KEY = "snapshot.image";
    private static final int SHOWN = 12;

    private DockerConfigured() {}

    static Optional<String> reference(SnapshotConfig config) {
        return config.image().map(image -> DockerNames.reference(image, KEY));
    }

    /** The image, of this base or of one that the base has grown from; pulled when need be. */
    static DockerImage require(DockerBases bases, String reference, boolean pull) {
        DockerImage image = bases.images().get(reference, pull, "make it: " + saving(reference), bases.progress());
        BaseSpec spec = bases.spec();
        if (!image.isSnapshot()) {
            throw refusal(reference, "is no snapshot that this version of flygate has made", ANOTHER);
        }
        Map<String, String> labels = image.ours();
        Origin theirs = Labels.origin(labels);
        if (!theirs.first().equals(spec.origin().first())) {
            throw refusal(
                    reference,
                    "belongs to another project: " + project(theirs) + ", but here it is " + project(spec.origin()),
                    ANOTHER);
        }
        if (!bases.isOfMajor(image)) {
            throw refusal(
                    reference,
                    "is of PostgreSQL " + Labels.postgres(labels) + ", but flygate.yml says `postgres: "
                            + spec.postgres() + "`",
                    "make it anew: " + saving(reference));
        }
        String built = image.label(DockerLabels.BASE_IMAGE);
        if (!built.equals(bases.reference())) {
            throw refusal(
                    reference,
                    "was built on the image " + built + ", but here it is " + bases.reference(),
                    "make it anew: " + saving(reference));
        }
        if (!spec.fingerprints().contains(image.fingerprint())) {
            throw refusal(
                    reference,
                    "is of another base: " + base(theirs, image.fingerprint()) + ", but here it is "
                            + base(spec.origin(), spec.fingerprint()),
                    "make it anew: " + saving(reference));
        }
        return image;
    }

    /** A tag that leads to something else is not taken over. */
    static void requireOurs(DockerImages images, String reference) {
        if (images.find(reference).filter(image -> !image.isSnapshot()).isPresent()) {
            throw new FlygateException(
                    ErrorCode.USAGE,
                    "there is an image " + reference + " on this machine that flygate has not made",
                    "choose another name with --image, or remove it: `docker rmi " + reference + "`");
        }
    }

    private static String project(Origin origin) {
        return (origin.project().isEmpty() ? "unnamed" : origin.project()) + ", which begins with "
                + (origin.first().isEmpty() ? "no migration" : origin.first());
    }

    private static String base(Origin origin, String fingerprint) {
        return origin.migrations() + " migrations"
                + (origin.version().isEmpty() ? "" : " up to version " + origin.version())
                + (origin.commit().isEmpty() ? "" : " of commit " + shortened(origin.commit()))
                + " (" + shortened(fingerprint) + ")";
    }

    private static String shortened(String hash) {
        return hash.substring(0, Math.min(SHOWN, hash.length()));
    }

    private static FlygateException refusal(String reference, String how, String hint) {
        return Failures.engine("the image " + reference + " " + how, hint);
    }

    private static String saving(String reference) {
        return "`flygate snapshot replace NAME --engine docker --image " + reference + "`";
    }
}
