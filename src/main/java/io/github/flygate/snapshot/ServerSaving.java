package io.github.flygate.snapshot;

import io.github.flygate.model.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Copies live databases of a server under a name: all of them or none. */
final class ServerSaving {
    private final ServerLease lease;
    private final Connection session;
    private final Progress progress;

    ServerSaving(ServerLease lease, Progress progress) {
        this.lease = lease;
        this.session = lease.session();
        this.progress = progress;
    }

    Snapshot save(SnapshotEngine.Saving saving, List<String> databases, BaseSpec base) throws SQLException {
        requireFree(saving, databases, base.origin().database());
        requireThere(databases);
        requireCopyable(databases);
        ServerSwap.requireNoPrepared(session, databases);
        Map<String, List<String>> attributes = new HashMap<>();
        for (String database : databases) {
            attributes.put(database, ServerAttributes.read(session, database));
        }
        List<ServerCopying.Copy> copies = new ArrayList<>();
        for (String database : databases) {
            String target = lease.register(
                    's',
                    "making",
                    new ServerLease.Entry(0, database, attributes.getOrDefault(database, List.of()), ""));
            copies.add(new ServerCopying.Copy(database, target));
        }
        copy(databases, copies);
        progress.step("keeping the snapshot");
        keep(saving, copies, base);
        return ServerCatalog.named(session, base.origin().database(), saving.name())
                .orElseThrow()
                .snapshot();
    }

    private void copy(List<String> databases, List<ServerCopying.Copy> copies) throws SQLException {
        progress.step("copying " + String.join(", ", databases));
        int ended;
        try (ServerSessions sessions = ServerSessions.end(lease, databases)) {
            new ServerCopying(lease, Optional.of(sessions)).all(copies);
            ended = sessions.ended();
        }
        progress.step("ended " + ended + (ended == 1 ? " session" : " sessions"));
    }

    private void keep(SnapshotEngine.Saving saving, List<ServerCopying.Copy> copies, BaseSpec base)
            throws SQLException {
        Map<String, String> labels = labels(base);
        Optional<ServerCatalog.Entry> old = saving.replace()
                ? ServerCatalog.named(session, base.origin().database(), saving.name())
                : Optional.empty();
        if (old.isPresent() && !ServerCatalog.lock(session, old.get().id())) {
            throw ServerCatalog.copied(old.get().snapshot());
        }
        try {
            Sql.transaction(session, () -> {
                if (old.isPresent()) {
                    ServerCatalog.delete(lease, old.get());
                }
                ServerCatalog.insert(
                        session,
                        saving.name(),
                        false,
                        "",
                        "",
                        labels,
                        copies.stream().map(ServerCopying.Copy::target).toList());
            });
        } catch (SQLException e) {
            if (ServerErrors.is(e, ServerErrors.UNIQUE_VIOLATION)) {
                throw taken(saving.name());
            }
            throw e;
        } finally {
            if (old.isPresent() && !session.isClosed()) {
                ServerCatalog.unlock(session, old.get().id());
            }
        }
    }

    /** A copy of a database is of no base, so nothing is said of migrations. */
    private Map<String, String> labels(BaseSpec base) throws SQLException {
        Origin origin = base.origin();
        BaseSpec none = new BaseSpec(
                new Origin(origin.project(), origin.database(), "", "", 0, "", ""),
                List.of(""),
                List.of(),
                base.postgres(),
                "",
                "",
                List.of(),
                List.of(),
                new TreeMap<>());
        return Labels.of(none, ServerChecks.version(session));
    }

    private void requireFree(SnapshotEngine.Saving saving, List<String> databases, String configured)
            throws SQLException {
        if (saving.name().isBlank()) {
            throw ServerErrors.usage("a snapshot of databases needs a name", "give one: flygate snapshot save NAME");
        }
        Optional<ServerCatalog.Entry> old = ServerCatalog.named(session, configured, saving.name());
        if (old.isPresent() && !saving.replace()) {
            throw taken(saving.name());
        }
        // A server is shared: the same name may be somebody else's.
        List<String> others = old.map(entry -> entry.snapshot().databases()).orElse(databases);
        if (others.stream().noneMatch(databases::contains)) {
            throw ServerErrors.usage(
                    "the snapshot " + saving.name() + " is of other databases: " + String.join(", ", others),
                    "choose another name, or remove that one first");
        }
    }

    static RuntimeException taken(String name) {
        return ServerErrors.usage(
                "there is a snapshot " + name + " already", "choose another name, or exchange it with replace");
    }

    /** Asked before any session is ended: what CREATE DATABASE asks for, unless the source is marked as a template. */
    private void requireCopyable(List<String> databases) throws SQLException {
        List<String> owners = Sql.texts(
                session,
                "SELECT DISTINCT pg_get_userbyid(datdba) FROM pg_database WHERE datname = ANY (?) AND NOT datistemplate"
                        + " AND NOT pg_has_role(datdba, 'usage') ORDER BY 1",
                databases);
        if (!owners.isEmpty()) {
            List<String> remedies = new ArrayList<>();
            for (String owner : owners) {
                // Whoever is made a member of a superuser is one.
                remedies.add(
                        ServerRoles.isSuperuser(session, owner)
                                ? "ALTER DATABASE … OWNER TO an ordinary role instead of " + owner
                                : "GRANT " + Sql.quoted(owner) + " TO "
                                        + Sql.quoted(lease.address().user()));
            }
            throw Failures.engine(
                    "permission denied to copy database: the user "
                            + lease.address().user() + " is no member of " + String.join(", ", owners)
                            + ", who owns what is to be saved",
                    "let a superuser run: " + String.join("; ", remedies));
        }
    }

    private void requireThere(List<String> databases) throws SQLException {
        List<String> there = Sql.texts(
                session,
                "SELECT datname FROM pg_database WHERE datallowconn AND datname <> ? AND datname !~ '^(template[01]$|flygate_)'"
                        + " ORDER BY 1",
                ServerRegistry.NAME);
        for (String database : databases) {
            if (!there.contains(database)) {
                throw ServerErrors.configuration(
                        "the server has no database " + database + " that can be saved; it has "
                                + (there.isEmpty() ? "none" : String.join(", ", there)),
                        "correct server.databases or server.url in flygate.yml");
            }
        }
    }
}
