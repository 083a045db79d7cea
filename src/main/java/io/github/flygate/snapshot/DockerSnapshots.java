package io.github.flygate.snapshot;

import io.github.flygate.model.ErrorCode;
import io.github.flygate.model.FlygateException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The kept images as snapshots: their names, what uses them, which of them may go. */
final class DockerSnapshots {
    /** One that has lost its tags may just be getting them. */
    private static final Duration BEING_MADE = Duration.ofHours(1);

    private final Docker docker;
    private final DockerImages images;
    private final DockerUses uses;
    private final Path cache;

    DockerSnapshots(Docker docker, DockerImages images, Path cache) {
        this.docker = docker;
        this.images = images;
        this.uses = new DockerUses(cache);
        this.cache = cache;
    }

    List<Snapshot> list() {
        return images.snapshots().stream()
                .map(this::snapshot)
                .sorted(Comparator.comparing((Snapshot one) -> one.name().isEmpty())
                        .thenComparing(Snapshot::name)
                        .thenComparing(Snapshot::used, Comparator.reverseOrder()))
                .toList();
    }

    Snapshot snapshot(DockerImage image) {
        Map<String, String> labels = image.ours();
        return new Snapshot(
                "docker",
                image.shortId(),
                image.name(),
                Labels.fingerprint(labels),
                Labels.origin(labels),
                Labels.postgres(labels),
                List.of(Labels.database(labels)),
                Labels.created(labels),
                uses.last(image),
                image.bytes());
    }

    DockerImage require(Snapshot snapshot) {
        return images.snapshots().stream()
                .filter(image -> image.shortId().equals(snapshot.id()))
                .findFirst()
                .orElseThrow(() -> new FlygateException(
                        ErrorCode.USAGE,
                        "there is no snapshot " + text(snapshot.name(), snapshot.id()) + " any more",
                        "see which there are with `flygate snapshot list`"));
    }

    Optional<DockerImage> named(Origin origin, String name) {
        return images.snapshots().stream()
                .filter(image -> image.isBeside(origin) && image.name().equals(name))
                .findFirst();
    }

    void requireFree(Origin origin, String name) {
        if (named(origin, name).isPresent()) {
            throw new FlygateException(
                    ErrorCode.USAGE,
                    "there is a snapshot " + name + " already",
                    "choose another name, or exchange it: `flygate snapshot replace`");
        }
    }

    /**
     * Gives the content of an image a name. A label cannot be changed, so that this is a new image of the same layers,
     * made of a container that never ran; one without a name hands its tags over and goes.
     */
    DockerImage name(DockerImage image, Origin origin, String name) {
        String database = Labels.database(image.ours());
        Map<String, String> labels = DockerLabels.prefixed(Labels.ofOwner(origin));
        labels.put(DockerLabels.NAME, name);
        String id;
        try (DockerContainer container = DockerContainer.create(
                docker, DockerContainer.Wanted.of(image, DockerLabels.ofSession(docker.ryuk())))) {
            id = container.commit(DockerNames.ofName(database, origin, name), labels, image.user());
        }
        return images.find(id).orElseThrow(() -> Failures.engine("the image was made and is not here", "try again"));
    }

    /** Moves tags from one image to another. */
    void handOver(DockerImage from, DockerImage to) {
        for (String tag : from.tags()) {
            images.tag(to, tag);
        }
        uses.forget(from);
    }

    /**
     * Removes an image whose successor is there; one that is in use loses its tags and goes later. One with a tag of
     * the user's own, a registry's for instance, stays under that tag.
     */
    void dismiss(DockerImage old) {
        Optional<DockerImage> here = images.find(old.id());
        if (here.isEmpty()) {
            uses.forget(old);
        } else if (here.get().tags().stream().allMatch(DockerNames::isOwn)) {
            images.remove(here.get());
            uses.forget(old);
        } else {
            here.get().tags().stream().filter(DockerNames::isOwn).forEach(images::untag);
        }
    }

    Snapshot rename(Snapshot snapshot, String name) {
        DockerNames.requireUsable(name);
        return alone(() -> {
            DockerImage old = require(snapshot);
            if (old.name().equals(name)) {
                return snapshot(old);
            }
            requireFree(old.origin(), name);
            DockerImage renamed = name(old, old.origin(), name);
            String oldTag = DockerNames.ofName(Labels.database(old.ours()), old.origin(), old.name());
            handOver(old, renamed);
            if (!old.name().isEmpty()) {
                images.untag(oldTag);
            }
            return snapshot(images.find(renamed.id()).orElse(renamed));
        });
    }

    void remove(Snapshot snapshot) {
        alone(() -> {
            DockerImage image = require(snapshot);
            List<String> users = images.users(image);
            if (!users.isEmpty()) {
                throw new FlygateException(
                        ErrorCode.USAGE,
                        "the snapshot " + text(image.name(), image.shortId()) + " is used by the containers "
                                + String.join(", ", users),
                        "stop them first: `flygate snapshot stop`, or `docker rm -f` for those of others");
            }
            images.remove(image);
            uses.forget(image);
            return true;
        });
    }

    /** Removes the unnamed images that the policy lets go, and what has lost its tags. */
    List<Snapshot> collect(SnapshotEngine.Policy policy, List<String> leftovers) {
        return alone(() -> {
            Instant now = Instant.now();
            for (DockerImage image : images.labelled()) {
                boolean young = Labels.created(image.ours()).isAfter(now.minus(BEING_MADE));
                if (image.tags().isEmpty() && !young && images.users(image).isEmpty()) {
                    images.remove(image);
                    leftovers.add("the image " + image.shortId() + " that a newer one has replaced");
                }
            }
            List<Snapshot> removed = new ArrayList<>();
            for (DockerImage image : lettingGo(policy)) {
                try {
                    Snapshot gone = snapshot(image);
                    if (images.users(image).isEmpty()) {
                        images.remove(image);
                        uses.forget(image);
                        removed.add(gone);
                    }
                } catch (FlygateException e) {
                    // A copy of it was started just now.
                }
            }
            return removed;
        });
    }

    private List<DockerImage> lettingGo(SnapshotEngine.Policy policy) {
        Map<String, DockerImage> byId = images.snapshots().stream()
                // A tag of the user's own is a wish to keep it.
                .filter(image -> image.tags().stream().allMatch(DockerNames::isOwn))
                .collect(Collectors.toMap(DockerImage::shortId, image -> image));
        return policy.beyond(byId.values().stream().map(this::snapshot).toList()).stream()
                .flatMap(snapshot -> Optional.ofNullable(byId.get(snapshot.id())).stream())
                .toList();
    }

    /** Whether what runs was copied from this snapshot, also when it had another name or content then. */
    boolean isSame(DockerImage copied, DockerImage snapshot) {
        Set<String> names = images.snapshots().stream()
                .filter(image -> image.isBeside(snapshot.origin()))
                .map(DockerImage::name)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        boolean sameName = !snapshot.name().isEmpty()
                && copied.labelledName().equals(snapshot.name())
                && copied.isBeside(snapshot.origin());
        boolean sameContent = copied.label(DockerLabels.CONTENT).equals(snapshot.label(DockerLabels.CONTENT));
        return copied.id().equals(snapshot.id()) || sameName || (sameContent && !names.contains(copied.labelledName()));
    }

    void used(DockerImage image) {
        uses.now(image);
    }

    /** One at a time on this machine: names and removals. */
    <T> T alone(KeyLock.Work<T> work) {
        try {
            return KeyLock.holding(cache.resolve("locks").resolve("docker-names"), () -> {}, work);
        } catch (IOException e) {
            throw Failures.io("cannot use the cache", cache, e);
        }
    }

    private static String text(String name, String id) {
        return name.isEmpty() ? id : name;
    }
}
