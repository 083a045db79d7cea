package io.github.flygate.snapshot;

import io.github.flygate.model.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts copies of a snapshot in the place of live databases. */
final class ServerRestoring {
    private static final String CLAIM = """
            UPDATE flygate.databases SET purpose = 'making', held = ?, snapshot = NULL
             WHERE snapshot = ? AND purpose = 'spare' RETURNING source, name
            """;

    private final ServerLease lease;
    private final Connection session;
    private final Progress progress;

    ServerRestoring(ServerLease lease, Progress progress) {
        this.lease = lease;
        this.session = lease.session();
        this.progress = progress;
    }

    /**
     * One live database, the copy that it is made from, and what it gets beside.
     *
     * @param owner of what is in it; empty for the one that the copy has
     */
    private record Target(String live, String copy, List<String> attributes, String owner) {}

    SnapshotEngine.Restored restore(ServerCatalog.Entry entry) throws SQLException {
        List<Target> targets = entry.base() ? started(entry) : sources(entry);
        List<String> live = targets.stream().map(Target::live).toList();
        ServerSwap.requireNoPrepared(session, live);
        ServerSwap.requireUnreplicated(session, live);
        List<ServerSwap.Exchange> exchanges = prepare(entry, targets);
        progress.step("exchanging " + String.join(", ", live));
        ServerSwap.Swapped swapped = ServerSwap.swap(lease, exchanges);
        progress.step("dropping the old databases");
        return new SnapshotEngine.Restored(live, swapped.endedSessions(), swapped.missingMs());
    }

    private List<Target> sources(ServerCatalog.Entry entry) throws SQLException {
        return ServerCatalog.members(session, entry.id(), "snapshot").stream()
                .map(member -> new Target(member.source(), member.name(), member.attributes(), ""))
                .toList();
    }

    /** The copies of a base that were started and are to begin anew. */
    private List<Target> started(ServerCatalog.Entry entry) throws SQLException {
        String copy =
                ServerCatalog.members(session, entry.id(), "snapshot").get(0).name();
        List<Target> targets = new ArrayList<>();
        for (ServerCatalog.Member member : ServerCatalog.members(session, entry.id(), "started")) {
            targets.add(new Target(member.name(), copy, ServerAttributes.read(session, member.name()), member.owner()));
        }
        if (targets.isEmpty()) {
            throw ServerErrors.usage(
                    "no copy of the snapshot " + ServerCatalog.called(entry.snapshot()) + " is started",
                    "start one with `flygate snapshot start`");
        }
        return targets;
    }

    /** All that takes long, while the live databases go on serving. */
    private List<ServerSwap.Exchange> prepare(ServerCatalog.Entry entry, List<Target> targets) throws SQLException {
        ServerCatalog.requireShare(session, entry);
        try {
            Map<String, String> spare = entry.base() ? Map.of() : claimSpare(entry);
            List<ServerSwap.Exchange> exchanges = new ArrayList<>();
            List<ServerCopying.Copy> copies = new ArrayList<>();
            for (Target target : targets) {
                String fresh = spare.get(target.live());
                if (fresh == null) {
                    fresh = lease.register('n', "making", ServerLease.Entry.of(target.live()));
                    copies.add(new ServerCopying.Copy(target.copy(), fresh));
                }
                exchanges.add(new ServerSwap.Exchange(target.live(), fresh, entry.base()));
            }
            if (!copies.isEmpty()) {
                progress.step("copying the snapshot");
                new ServerCopying(lease, Optional.empty()).all(copies);
            }
            for (int i = 0; i < targets.size(); i++) {
                finish(entry, targets.get(i), exchanges.get(i).fresh());
            }
            ServerCatalog.markUsed(session, entry.id());
            return exchanges;
        } finally {
            if (!session.isClosed()) {
                ServerCatalog.unshare(session, entry.id());
            }
        }
    }

    private void finish(ServerCatalog.Entry entry, Target target, String fresh) throws SQLException {
        if (entry.base()) {
            // Its owner goes with it.
            ServerSwap.requireStarted(session, target.live());
        }
        ServerAttributes.apply(session, fresh, target.attributes(), progress);
        if (!target.owner().isEmpty() && !target.owner().equals(entry.owner())) {
            Sql.execute(session, "ALTER DATABASE " + Sql.quoted(fresh) + " ALLOW_CONNECTIONS true");
            ServerOwnership.handOverAll(lease, fresh, entry.owner(), target.owner());
        }
    }

    private Map<String, String> claimSpare(ServerCatalog.Entry entry) throws SQLException {
        Map<String, String> spare = new TreeMap<>();
        Sql.list(session, CLAIM, row -> spare.put(row.getString(1), row.getString(2)), lease.number(), entry.id());
        return spare;
    }

    /** Makes the second copy that the next restore takes. */
    void prepareSpare(ServerCatalog.Entry entry) throws SQLException {
        if (entry.base() || !ServerCatalog.share(session, entry.id())) {
            return;
        }
        try {
            List<String> there = ServerCatalog.members(session, entry.id(), "spare").stream()
                    .map(ServerCatalog.Member::source)
                    .toList();
            List<ServerCopying.Copy> copies = new ArrayList<>();
            for (Target target : sources(entry)) {
                if (!there.contains(target.live())) {
                    String fresh = lease.register('n', "making", ServerLease.Entry.of(target.live()));
                    copies.add(new ServerCopying.Copy(target.copy(), fresh));
                }
            }
            if (copies.isEmpty()) {
                return;
            }
            new ServerCopying(lease, Optional.empty()).all(copies);
            Sql.update(
                    session,
                    "UPDATE flygate.databases SET purpose = 'spare', held = NULL, snapshot = ? WHERE name = ANY (?)",
                    entry.id(),
                    copies.stream().map(ServerCopying.Copy::target).toList());
        } catch (SQLException e) {
            // Somebody else was quicker: ours are dropped.
            if (!ServerErrors.is(e, ServerErrors.UNIQUE_VIOLATION)) {
                throw e;
            }
        } finally {
            if (!session.isClosed()) {
                ServerCatalog.unshare(session, entry.id());
            }
        }
    }
}
