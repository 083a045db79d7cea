package io.github.flygate.snapshot;

/** A server in a container of our own. */
record DockerDatabase(DockerContainer container, Login owner, Login superuser, String serverVersion, Opening opening)
        implements Database {
    /** The copy in a running container. */
    static DockerDatabase of(DockerContainer container, DockerImage image, Opening opening) {
        return new DockerDatabase(
                container,
                container.login(Labels.database(image.ours()), Labels.owner(image.ours()), image.ownerPassword()),
                container.login(Labels.database(image.ours()), Cluster.SUPERUSER, image.password()),
                Labels.postgres(image.ours()),
                opening);
    }

    @Override
    public void close() {
        container.close();
    }
}
