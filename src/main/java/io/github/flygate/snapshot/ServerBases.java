package io.github.flygate.snapshot;

import io.github.flygate.model.FlygateException;
import io.github.flygate.model.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds, builds and copies bases on a server: a template database for each fingerprint. */
final class ServerBases {
    private static final long POLL_MS = 20;

    private final ServerLease lease;
    private final Connection session;
    private final BaseSpec spec;
    private final BaseBuilder builder;
    private final Progress progress;

    ServerBases(ServerLease lease, BaseSpec spec, BaseBuilder builder, Progress progress) {
        this.lease = lease;
        this.session = lease.session();
        this.spec = spec;
        this.builder = builder;
        this.progress = progress;
    }

    /** A base that is there. It cannot be removed before {@link ServerCatalog#unshare}. */
    record Ready(ServerCatalog.Entry entry, boolean built) {}

    Ready ready() throws SQLException {
        List<String> settings = ServerDefaults.attributes(session, spec);
        ServerChecks.requireMajor(session, spec);
        ServerChecks.requireProjectRoles(session, spec);
        Optional<Ready> kept = shared(spec.fingerprint());
        return kept.isPresent() ? kept.get() : buildAlone(settings);
    }

    private Optional<Ready> shared(String fingerprint) throws SQLException {
        Optional<ServerCatalog.Entry> found = ServerCatalog.base(session, fingerprint);
        if (found.isEmpty() || !ServerCatalog.share(session, found.get().id())) {
            return Optional.empty();
        }
        // Removed between the look and the lock?
        if (ServerCatalog.base(session, fingerprint).isEmpty()) {
            ServerCatalog.unshare(session, found.get().id());
            return Optional.empty();
        }
        return found.map(entry -> new Ready(entry, false));
    }

    private Ready buildAlone(List<String> settings) throws SQLException {
        long lock = ServerNames.building(spec.fingerprint());
        await(lock);
        try {
            // Whoever had the lock before may have built it.
            Optional<Ready> kept = shared(spec.fingerprint());
            if (kept.isPresent()) {
                return kept.get();
            }
            if (!grow()) {
                build(settings);
            }
            Ready built = shared(spec.fingerprint())
                    .orElseThrow(() -> Failures.engine("the base was removed as soon as it was built", "try again"));
            return new Ready(built.entry(), true);
        } finally {
            if (!session.isClosed()) {
                Sql.exists(session, "SELECT pg_advisory_unlock(?)", lock);
            }
        }
    }

    private void await(long lock) throws SQLException {
        boolean told = false;
        while (!Sql.list(session, "SELECT pg_try_advisory_lock(?)", row -> row.getBoolean(1), lock)
                .get(0)) {
            if (!told) {
                progress.step("waiting for another check that builds the same base");
                told = true;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            } catch (InterruptedException e) {
                throw Failures.interrupted(e);
            }
        }
    }

    /** From the newest base that lacks nothing but migrations that came since. */
    private boolean grow() throws SQLException {
        for (String ancestor : spec.fingerprints()) {
            Optional<Ready> found = shared(ancestor);
            if (found.isEmpty()) {
                continue;
            }
            progress.step("applying to a kept base what came since");
            ServerCatalog.Entry entry = found.get().entry();
            try {
                ServerCopy copy;
                try {
                    copy = copy(entry, "making", 'b');
                } finally {
                    ServerCatalog.unshare(session, entry.id());
                }
                builder.grow(copy.login());
                keep(copy);
                return true;
            } catch (FlygateException e) {
                // From nothing it may work; if not, that says why.
                ServerGarbage.drop(session, lease.number());
                return false;
            }
        }
        return false;
    }

    private void build(List<String> settings) throws SQLException {
        progress.step("building the base");
        String owner = ServerRoles.makeOwner(lease);
        String database = lease.register('b', "making", new ServerLease.Entry(0, spec.database(), List.of(), owner));
        Sql.execute(
                session, "CREATE DATABASE " + Sql.quoted(database) + " TEMPLATE template0 OWNER " + Sql.quoted(owner));
        give(database, settings);
        try (Connection inside = lease.address().connect(database)) {
            Provision.prepare(inside, spec, owner);
        }
        ServerCopy copy = ServerRoles.makeLogin(lease, database, owner);
        builder.build(copy.login());
        keep(copy);
    }

    private void give(String database, List<String> settings) {
        for (String setting : settings) {
            try {
                Sql.execute(session, ServerAttributes.fill(setting, database));
            } catch (SQLException e) {
                throw ServerErrors.configuration(
                        "settings: " + ServerErrors.message(e),
                        "correct or remove it under `settings:` in flygate.yml");
            }
        }
    }

    /** Makes a database that was built a base. What migrations gave to the database itself is kept beside it. */
    private void keep(ServerCopy built) throws SQLException {
        progress.step("keeping the base");
        List<String> attributes = ServerAttributes.read(session, built.database());
        String quoted = Sql.quoted(built.database());
        ServerGarbage.dropRole(session, built.login().user());
        Sql.transaction(session, () -> {
            // Its owner could let others in, and change for all what it has been built for.
            Sql.execute(session, "ALTER DATABASE " + quoted + " OWNER TO CURRENT_USER");
            Sql.execute(session, "ALTER DATABASE " + quoted + " ALLOW_CONNECTIONS false");
            ServerCatalog.insert(
                    session,
                    "",
                    true,
                    spec.fingerprint(),
                    built.owner(),
                    Labels.of(spec, ServerChecks.version(session)),
                    List.of(built.database()));
            Sql.update(
                    session,
                    "UPDATE flygate.databases SET attributes = ? WHERE name = ?",
                    attributes,
                    built.database());
            Sql.update(session, "UPDATE flygate.roles SET held = NULL WHERE name = ?", built.owner());
        });
    }

    /** A copy of a base, with an owner of its own and a role that logs in as him. */
    ServerCopy copy(ServerCatalog.Entry base, String purpose, char letter) throws SQLException {
        ServerCatalog.Member member =
                ServerCatalog.members(session, base.id(), "snapshot").get(0);
        String owner = ServerRoles.makeOwner(lease);
        String database =
                lease.register(letter, purpose, new ServerLease.Entry(base.id(), member.source(), List.of(), owner));
        new ServerCopying(lease, Optional.empty()).all(List.of(new ServerCopying.Copy(member.name(), database)));
        ServerAttributes.apply(
                session, database, ServerAttributes.of(owner, base.owner(), member.attributes()), progress);
        Sql.execute(session, "ALTER DATABASE " + Sql.quoted(database) + " ALLOW_CONNECTIONS true");
        ServerOwnership.handOverAll(lease, database, base.owner(), owner);
        ServerCatalog.markUsed(session, base.id());
        return ServerRoles.makeLogin(lease, database, owner);
    }
}
