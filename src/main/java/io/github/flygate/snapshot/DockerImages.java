package io.github.flygate.snapshot;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.async.ResultCallbackTemplate;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.api.model.PushResponseItem;
import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testcontainers.utility.DockerImageName;

/** The images on the daemon's machine, and how they come there from a registry and go there. */
final class DockerImages {
    private final Docker docker;

    DockerImages(Docker docker) {
        this.docker = docker;
    }

    /** Those with our labels, also those that have lost their tags. */
    List<DockerImage> labelled() {
        List<Image> found = Docker.ask(
                "cannot list the images",
                () -> docker.client()
                        .listImagesCmd()
                        .withLabelFilter(DockerLabels.FORMAT)
                        .exec());
        List<DockerImage> images = new ArrayList<>();
        for (Image image : found) {
            find(image.getId()).filter(DockerImage::isSnapshot).ifPresent(images::add);
        }
        return images;
    }

    /** Those that are offered: whoever replaces an image takes its tags away. */
    List<DockerImage> snapshots() {
        return labelled().stream().filter(image -> !image.tags().isEmpty()).toList();
    }

    Optional<DockerImage> find(String reference) {
        try {
            return Optional.of(DockerImage.of(Docker.ask(
                    "cannot look at the image " + reference,
                    () -> docker.client().inspectImageCmd(reference).exec())));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** The image, from its registry when it is not here or when that is asked for a newer one. */
    DockerImage get(String reference, boolean pull, String remedy, Progress progress) {
        Optional<DockerImage> here = pull ? Optional.empty() : find(reference);
        if (here.isPresent()) {
            return here.get();
        }
        progress.step("pulling " + reference);
        DockerImageName name = DockerImageName.parse(reference);
        try {
            docker.client()
                    .pullImageCmd(name.getUnversionedPart())
                    .withTag(name.getVersionPart())
                    .exec(new PullImageResultCallback())
                    .awaitCompletion();
        } catch (InterruptedException e) {
            throw Failures.interrupted(e);
        } catch (RuntimeException e) {
            throw Failures.engine(
                    "the image " + reference + (pull ? " cannot be pulled: " : " is not here and cannot be pulled: ")
                            + Docker.reason(e),
                    remedy,
                    e);
        }
        return find(reference)
                .orElseThrow(() -> Failures.engine("the image " + reference + " was pulled and is not here", remedy));
    }

    /** To the registry that the name says, with the credentials of the Docker client. */
    void push(String reference) {
        DockerImageName name = DockerImageName.parse(reference);
        Pushed pushed = new Pushed();
        try {
            docker.client()
                    .pushImageCmd(name.getUnversionedPart())
                    .withTag(name.getVersionPart())
                    .exec(pushed)
                    .awaitCompletion();
        } catch (InterruptedException e) {
            throw Failures.interrupted(e);
        } catch (RuntimeException e) {
            throw pushFailure(reference, Docker.reason(e), e);
        }
        if (pushed.error != null) {
            throw pushFailure(reference, pushed.error, null);
        }
    }

    private static FlygateException pushFailure(String reference, String reason, @Nullable Throwable cause) {
        String message = "the image " + reference + " cannot be pushed: " + reason;
        String hint = "see that the registry is there and that `docker login` has been done for it; the image is kept";
        return cause == null ? Failures.engine(message, hint) : Failures.engine(message, hint, cause);
    }

    /** A push that is refused ends like one that went well: only an item among the others says so. */
    private static final class Pushed extends ResultCallbackTemplate<Pushed, PushResponseItem>
            implements ResultCallback<PushResponseItem> {
        private volatile @Nullable String error;

        @Override
        public void onNext(PushResponseItem item) {
            if (item.isErrorIndicated()) {
                error = item.getErrorDetail() == null
                        ? "the daemon does not say why"
                        : item.getErrorDetail().getMessage();
            }
        }
    }

    void tag(DockerImage image, String reference) {
        DockerImageName name = DockerImageName.parse(reference);
        Docker.ask("cannot tag an image as " + reference, () -> {
            docker.client()
                    .tagImageCmd(image.id(), name.getUnversionedPart(), name.getVersionPart())
                    .exec();
            return reference;
        });
    }

    /** Takes a tag away, and the image as well if nothing else holds it. */
    void untag(String reference) {
        try {
            Docker.ask("cannot remove the image " + reference, () -> {
                // By force, or the last tag of an image that a container uses would stay.
                docker.client().removeImageCmd(reference).withForce(true).exec();
                return reference;
            });
        } catch (NotFoundException e) {
            // Somebody was quicker.
        }
    }

    /** Removes an image with all its tags; one that others are made of stays, without a name. */
    void remove(DockerImage image) {
        image.tags().forEach(this::untag);
        if (find(image.id()).isPresent()) {
            try {
                docker.client().removeImageCmd(image.id()).exec();
            } catch (NotFoundException | ConflictException e) {
                // Gone, or a part of another image that goes when that one goes.
            } catch (RuntimeException e) {
                throw Docker.failure("cannot remove the image " + image.shortId(), e);
            }
        }
    }

    /** The containers of exactly this image, running or not. */
    List<String> users(DockerImage image) {
        return Docker.ask(
                        "cannot list the containers",
                        () -> docker.client()
                                .listContainersCmd()
                                .withShowAll(true)
                                .exec())
                .stream()
                .filter(container -> image.id().equals(container.getImageId()))
                .map(DockerImages::name)
                .toList();
    }

    static String name(Container container) {
        String[] names = container.getNames();
        return names == null || names.length == 0
                ? container.getId().substring(0, 12)
                : names[0].replaceFirst("^/", "");
    }
}
